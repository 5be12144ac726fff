import { Autocomplete, Box, TextField, Typography } from '@mui/material';
import type { Ref } from 'react';
import { formatCount, formatDateTime } from '#renderer/components/format.ts';
import type { EvaluationId } from '#shared/domain/records.ts';
import { dataOf, nameOf, type TestWithRun } from '../choice.ts';

export type TestPickerProps = {
  readonly label: string;
  /** Newest first. */
  readonly tests: readonly TestWithRun[];
  /** Null = none, and none has to be. */
  readonly chosen: TestWithRun | null;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly onChange: (id: EvaluationId | null) => void;
};

const titleOf = (subject: TestWithRun): string => `${nameOf(subject)} on ${dataOf(subject.test)}`;

/** Tests of all runs, found by run, data or number. */
export function TestPicker({ label, tests, chosen, inputRef, onChange }: TestPickerProps) {
  const isNeeded = label === 'Test';
  return (
    <Autocomplete
      options={[...tests]}
      value={chosen}
      disableClearable={isNeeded}
      onChange={(_, next) => onChange(next?.test.id ?? null)}
      getOptionLabel={titleOf}
      getOptionKey={({ test }) => test.id}
      isOptionEqualToValue={(a, b) => a.test.id === b.test.id}
      noOptionsText={isNeeded ? 'No test fits.' : 'There is no other test.'}
      sx={{ flexGrow: 1, flexBasis: 180, minWidth: 170, maxWidth: 400 }}
      renderOption={({ key, ...props }, subject) => (
        <Box component="li" key={key} {...props}>
          <Box sx={{ minWidth: 0 }}>
            <Typography variant="body2" noWrap>
              {titleOf(subject)}
            </Typography>
            <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
              {detailOf(subject)}
            </Typography>
          </Box>
        </Box>
      )}
      renderInput={(params) => (
        <TextField
          {...params}
          label={label}
          placeholder={isNeeded ? '' : 'No second test'}
          {...(inputRef === undefined ? {} : { inputRef })}
        />
      )}
    />
  );
}

function detailOf({ test, run }: TestWithRun): string {
  const words = [
    formatDateTime(test.createdAtMs),
    `n = ${formatCount(test.imageCount)}`,
    ...(test.status === 'finished' ? [] : [test.status]),
    ...(run?.place === 'trashed' ? ['run in the trash'] : []),
  ];
  return words.join(' · ');
}
