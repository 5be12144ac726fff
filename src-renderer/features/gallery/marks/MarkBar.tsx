import CloseIcon from '@mui/icons-material/CloseOutlined';
import { Box, Button, IconButton, Stack, Tooltip } from '@mui/material';
import { useState } from 'react';
import { ExportDialog } from '#renderer/components/export-faces/ExportDialog.tsx';
import { plural } from '#renderer/components/format.ts';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import type { MarkSelection } from '#shared/contract/marks.ts';
import type { GalleryOrder } from '#shared/contract/predictions.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { NoteDialog } from './NoteDialog.tsx';
import { TagDialog } from './TagDialog.tsx';
import { VerdictKeys } from './VerdictKeys.tsx';

export type MarkBarProps = {
  readonly order: GalleryOrder;
  readonly selection: ReadonlySet<ImageId>;
  /** Where the keyboard is: verdicts go there while nothing is selected. */
  readonly primaryId: ImageId | null;
  readonly total: number;
  readonly isTriage: boolean;
  readonly onChooseAll: () => void;
  readonly onClear: () => void;
  readonly onTriage: () => void;
};

/** What is marked, and with what: the selected faces, or all that are shown. It is always there, so that the grid does not move under the pointer. */
export function MarkBar(props: MarkBarProps) {
  const { order, selection, primaryId, total, isTriage, onChooseAll, onClear, onTriage } = props;
  const [asked, setAsked] = useState<'tag' | 'note' | 'export' | null>(null);
  const count = selection.size;
  const { evaluationId, filter, threshold } = order;
  const target: MarkSelection =
    count > 0 ? { imageIds: [...selection] } : { view: { evaluationId, filter, threshold } };
  const words =
    count > 0 ? `${count.toLocaleString('en-US')} selected` : `all ${total.toLocaleString('en-US')} in view`;
  const isEmpty = count === 0 && total === 0;
  const group = 'Gallery';
  useShortcut({
    keys: 't',
    description: `Tag ${words}`,
    group,
    isEnabled: !isEmpty && !isTriage,
    run: () => setAsked('tag'),
  });
  useShortcut({
    keys: 'n',
    description: `Write a note on ${words}`,
    group,
    isEnabled: !isEmpty && !isTriage,
    run: () => setAsked('note'),
  });
  const judged: readonly ImageId[] = count > 0 ? [...selection] : primaryId === null ? [] : [primaryId];
  if (isTriage) return null;
  return (
    <Stack
      direction="row"
      role="toolbar"
      aria-label={`Marks: ${words}`}
      sx={{
        ...{ px: 1.5, py: 0.5, gap: 1, minHeight: 42, alignItems: 'center', flexWrap: 'wrap' },
        ...{ borderBottom: 1, borderColor: 'divider', bgcolor: count > 0 ? 'action.selected' : 'background.paper' },
      }}
    >
      <Box role="status" sx={HEARD_ONLY}>
        {count > 0 ? `${plural(count, 'face')} selected` : ''}
      </Box>
      {count > 0 && (
        <Tooltip title="Select none (Esc)">
          <IconButton aria-label="Select none" onClick={onClear}>
            <CloseIcon fontSize="small" />
          </IconButton>
        </Tooltip>
      )}
      <Button variant="outlined" color="inherit" disabled={isEmpty} onClick={() => setAsked('tag')}>
        Tag {words}
      </Button>
      <Button variant="outlined" color="inherit" disabled={isEmpty} onClick={() => setAsked('note')}>
        Note on {words}
      </Button>
      <Button variant="outlined" color="inherit" disabled={isEmpty} onClick={() => setAsked('export')}>
        Export…
      </Button>
      <Button color="inherit" disabled={total === 0} onClick={onTriage}>
        One after another
      </Button>
      <VerdictKeys
        imageIds={judged}
        about={count > 0 ? words : 'the face that the keyboard is at'}
        current={null}
        onJudged={() => undefined}
      />
      <Box sx={{ flexGrow: 1 }} />
      {count > 0 && count < total && (
        <Button color="inherit" onClick={onChooseAll}>
          Select all {plural(total, 'face')}
        </Button>
      )}
      {asked === 'export' && (
        <ExportDialog
          evaluationId={evaluationId}
          choice={
            count > 0
              ? { kind: 'faces', imageIds: [...selection] }
              : { kind: 'shown', order, limit: Math.min(total, MOST_PICTURES) }
          }
          count={count > 0 ? count : total}
          threshold={threshold}
          onClose={() => setAsked(null)}
        />
      )}
      {asked === 'tag' && <TagDialog selection={target} about={words} onClose={() => setAsked(null)} />}
      {asked === 'note' && <NoteDialog selection={target} about={words} onClose={() => setAsked(null)} />}
    </Stack>
  );
}

/** Of what is shown, in one export. */
const MOST_PICTURES = 100_000;
const HEARD_ONLY = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
} as const;
