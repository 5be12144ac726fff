import { MenuItem, Stack, TextField, Typography } from '@mui/material';
import { formatRelative, plural } from '#renderer/components/format.ts';
import type { EvaluationId, EvaluationSummary } from '#shared/domain/records.ts';
import { useAllRuns, useFinishedTests } from '../queries.ts';
import { useFlipSearch } from './use-flip-search.ts';

/** Which two tests. */
export function TestPickers() {
  const { search, change } = useFlipSearch();
  const tests = useFinishedTests();
  const runs = useAllRuns();
  if (tests.data === undefined || runs.data === undefined) return null;
  if (tests.data.length < 2)
    return (
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        It takes two finished tests; there {tests.data.length === 1 ? 'is one' : 'are none'} yet.
      </Typography>
    );
  const nameOf = (test: EvaluationSummary) =>
    runs.data.find(({ id }) => id === test.runId)?.name ?? test.checkpointFile;
  const put = (side: 'first' | 'second') => (id: EvaluationId) =>
    change(
      { [side]: id, [`${side}Threshold`]: undefined, [`${side}Layer`]: undefined, face: undefined },
      { isStep: true },
    );
  return (
    <Stack direction="row" sx={{ gap: 1.5, flexWrap: 'wrap', justifyContent: 'center' }}>
      <Picker label="First test" value={search.first} tests={tests.data} nameOf={nameOf} onChange={put('first')} />
      <Picker label="Second test" value={search.second} tests={tests.data} nameOf={nameOf} onChange={put('second')} />
    </Stack>
  );
}

type PickerProps = {
  readonly label: string;
  readonly value: EvaluationId | undefined;
  readonly tests: readonly EvaluationSummary[];
  readonly nameOf: (test: EvaluationSummary) => string;
  readonly onChange: (id: EvaluationId) => void;
};

function Picker({ label, value, tests, nameOf, onChange }: PickerProps) {
  return (
    <TextField
      select
      label={label}
      value={tests.find(({ id }) => id === value)?.id ?? ''}
      onChange={({ target }) => onChange(Number(target.value) as EvaluationId)} // one of the list
      sx={{ width: 320, textAlign: 'left' }}
    >
      {tests.map((test) => (
        <MenuItem key={test.id} value={test.id}>
          {nameOf(test)} on {test.datasetName}, {plural(test.imageCount, 'face')}, {formatRelative(test.createdAtMs)}
        </MenuItem>
      ))}
    </TextField>
  );
}
