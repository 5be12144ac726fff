import { Autocomplete, Stack, TextField, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useState } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import type { TestedFace } from '#shared/contract/faces.ts';
import { LONGEST_NOTE, LONGEST_TAG, type PictureMarks } from '#shared/contract/marks.ts';
import { VERDICT_TITLES, VERDICTS, type Verdict } from '#shared/contract/predictions.ts';
import { OUTCOME_PARTS, outcomeOf } from '#shared/domain/outcomes.ts';
import { useJudge, useMarks, useNote, useTag } from './queries.ts';

export type MarksPanelProps = { readonly face: TestedFace; readonly threshold: number };

/** What a person says of the picture, and of the mistake where it is one. Undo takes each change back. */
export function MarksPanel({ face, threshold }: MarksPanelProps) {
  const { data: marks, error, refetch } = useMarks(face.imageId);
  const isMistake = !OUTCOME_PARTS[outcomeOf(face, threshold)].isRight;
  return (
    <Panel title="Tags and note">
      {marks === undefined ? (
        error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />
      ) : (
        <Stack spacing={1.5}>
          {(isMistake || marks.verdict !== null) && <VerdictChoice face={face} marks={marks} />}
          <Tags face={face} marks={marks} />
          <Note key={marks.note} face={face} marks={marks} />
        </Stack>
      )}
    </Panel>
  );
}

type PartProps = { readonly face: TestedFace; readonly marks: PictureMarks };

function VerdictChoice({ face, marks }: PartProps) {
  const judge = useJudge();
  const say = (verdict: Verdict | null) => judge.mutate({ selection: { imageIds: [face.imageId] }, verdict });
  return (
    <Stack spacing={0.5}>
      <Typography variant="body2" id="verdict-label">
        What went wrong
      </Typography>
      <ToggleButtonGroup
        exclusive
        aria-labelledby="verdict-label"
        value={marks.verdict}
        onChange={(_, verdict) => say(verdict)}
        sx={VERDICT_BUTTONS}
      >
        {VERDICTS.map((verdict, index) => (
          <VerdictButton key={verdict} verdict={verdict} digit={index + 1} onSay={() => say(verdict)} />
        ))}
      </ToggleButtonGroup>
      {marks.verdict !== null && marks.revision !== null && (
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          It became revision {marks.revision} of the data set.
        </Typography>
      )}
    </Stack>
  );
}

/** They wrap where the column is narrow, so each has a border of its own. */
const VERDICT_BUTTONS = {
  ...{ flexWrap: 'wrap', gap: 0.5 },
  '& .MuiToggleButton-root': { border: 1, borderColor: 'divider', borderRadius: 1, ml: 0 },
} as const;

type VerdictButtonProps = { readonly verdict: Verdict; readonly digit: number; readonly onSay: () => void };

/** MUI hands the group's own properties to its buttons. */
function VerdictButton({ verdict, digit, onSay, ...group }: VerdictButtonProps) {
  useShortcut({ keys: String(digit), description: `Verdict: ${VERDICT_TITLES[verdict]}`, group: 'Face', run: onSay });
  return (
    <ToggleButton {...group} value={verdict} title={`Key ${digit}`}>
      {VERDICT_TITLES[verdict]}
    </ToggleButton>
  );
}

function Tags({ face, marks }: PartProps) {
  const tag = useTag();
  const put = (tags: readonly string[]) => {
    const clean = tags.map((each) => each.trim().slice(0, LONGEST_TAG)).filter((each) => each !== '');
    tag.mutate({
      selection: { imageIds: [face.imageId] },
      add: clean.filter((each) => !marks.tags.includes(each)),
      remove: marks.tags.filter((each) => !clean.includes(each)),
    });
  };
  return (
    <Autocomplete
      multiple
      freeSolo
      options={[]}
      value={marks.tags}
      onChange={(_, tags) => put(tags)}
      renderInput={(parameters) => <TextField {...parameters} label="Tags" placeholder="Add a tag" />}
    />
  );
}

function Note({ face, marks }: PartProps) {
  const note = useNote();
  const [text, setText] = useState(marks.note);
  const keep = () => {
    if (text !== marks.note) note.mutate({ selection: { imageIds: [face.imageId] }, text, isAdded: false });
  };
  return (
    <TextField
      multiline
      minRows={2}
      label="Note"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={keep}
      slotProps={{ htmlInput: { maxLength: LONGEST_NOTE } }}
    />
  );
}
