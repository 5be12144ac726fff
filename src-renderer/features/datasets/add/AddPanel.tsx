import { Alert, Button, Checkbox, FormControlLabel, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { formatCount, formatPercent, plural } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import type { ColumnMapping, DataSource, DryRunReport } from '#shared/contract/datasets.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import { useAddDataset } from '../queries.ts';

export type AddPanelProps = {
  readonly report: DryRunReport;
  /** To begin with. */
  readonly name: string;
  readonly request: { readonly source: DataSource; readonly mapping: ColumnMapping };
  readonly onAdding: (jobId: JobId) => void;
};

const LONGEST_NAME = 100;

/** A name, the consent where much is left out, and the button. */
export function AddPanel({ report, name: proposed, request, onAdding }: AddPanelProps) {
  const [name, setName] = useState(proposed.slice(0, LONGEST_NAME));
  const [isAgreed, setAgreed] = useState(false);
  const add = useAddDataset();
  const { usableCount, isTooBad } = report;
  const canAdd = usableCount > 0 && name.trim() !== '' && (!isTooBad || isAgreed) && !add.isPending;
  const start = () =>
    add.mutate({ ...request, name: name.trim(), allowBad: isAgreed }, { onSuccess: ({ jobId }) => onAdding(jobId) });
  return (
    <Panel title="Add it">
      <Stack
        component="form"
        spacing={2}
        sx={{ pt: 1 }}
        onSubmit={(event) => {
          event.preventDefault();
          if (canAdd) start();
        }}
      >
        <TextField
          label="Name"
          fullWidth
          value={name}
          onChange={(event) => setName(event.target.value)}
          slotProps={{ htmlInput: { maxLength: LONGEST_NAME } }}
        />
        <Warning report={report} />
        {isTooBad && usableCount > 0 && (
          <FormControlLabel
            control={<Checkbox checked={isAgreed} onChange={(_, checked) => setAgreed(checked)} />}
            label={`Leave these rows out and add the other ${formatCount(usableCount)}`}
          />
        )}
        {add.error !== null && <ErrorNotice error={add.error} />}
        <Button type="submit" variant="contained" disabled={!canAdd}>
          {usableCount === 0 ? 'Add' : `Add ${plural(usableCount, 'face')}`}
        </Button>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          The CSV and its images stay where they are and as they are.
        </Typography>
      </Stack>
    </Panel>
  );
}

/** What a person should know before adding; the worst of it. */
function Warning({ report: { rowCount, badCount, usableCount, isTooBad, balance } }: Pick<AddPanelProps, 'report'>) {
  const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((a, b) => a + b, 0);
  const missing = sum(balance.real) === 0 ? 'real' : sum(balance.fake) === 0 ? 'fake' : null;
  if (usableCount === 0)
    return (
      <Alert severity="error" variant="outlined">
        No row can be used. The reasons stand beside it; the columns or the images’ folder may be wrong.
      </Alert>
    );
  if (isTooBad)
    return (
      <Alert severity="warning" variant="outlined">
        {formatCount(badCount)} of {plural(rowCount, 'row')} ({formatPercent(badCount / rowCount)}) cannot be used. That
        is so much that something may be wrong with the table as a whole.
      </Alert>
    );
  if (missing !== null)
    return (
      <Alert severity="warning" variant="outlined">
        There is no {missing} face in it: nothing can be trained on it alone.
      </Alert>
    );
  return null;
}
