import {
  Alert,
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  MenuItem,
  Stack,
  TextField,
} from '@mui/material';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { describeError } from '#renderer/api/errors.ts';
import { useCheckpoints, useStartTest } from '#renderer/features/runs/queries.ts';
import type { RunDetail } from '#shared/contract/runs.ts';
import { FacesChoice, type TestFaces } from './FacesChoice.tsx';

export type TestDialogProps = { readonly run: RunDetail; readonly onClose: () => void };

/** On which faces, with which weights. */
export function TestDialog({ run, onClose }: TestDialogProps) {
  const router = useRouter();
  const start = useStartTest();
  const epochs = (useCheckpoints(run.id).data ?? []).filter(({ kind }) => kind === 'epoch').map(({ epoch }) => epoch);
  const [faces, setFaces] = useState<TestFaces>({ kind: 'valid' });
  const [checkpoint, setCheckpoint] = useState('best');
  const [hasHeatmaps, setHeatmaps] = useState(false);
  const [allowBad, setAllowBad] = useState(false);
  const csvPath = faces.kind === 'valid' ? null : faces.csvPath.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate(
      { runId: run.id, checkpoint: checkpoint === 'best' ? null : checkpoint, csvPath, hasHeatmaps, allowBad },
      {
        onSuccess: () => {
          onClose();
          void router.navigate({ to: '/runs/$runId', params: { runId: run.id }, search: { tab: 'tests' } });
        },
      },
    );
  };
  const refusal = start.isError ? describeError(start.error) : null;
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="test-run">
      <form onSubmit={submit}>
        <DialogTitle id="test-run">Test {run.name}</DialogTitle>
        <DialogContent>
          <Stack spacing={2}>
            <FacesChoice validCount={run.validCount} faces={faces} onChange={setFaces} />
            <TextField select label="Weights" value={checkpoint} onChange={({ target }) => setCheckpoint(target.value)}>
              <MenuItem value="best">of the best epoch ({run.bestEpoch})</MenuItem>
              {epochs.map((epoch) => (
                <MenuItem key={epoch} value={String(epoch)}>
                  of epoch {epoch}
                </MenuItem>
              ))}
            </TextField>
            <Stack>
              <FormControlLabel
                control={<Checkbox checked={hasHeatmaps} onChange={(_, isOn) => setHeatmaps(isOn)} />}
                label="With a heat map of every face (takes longer)"
              />
              {faces.kind !== 'valid' && (
                <FormControlLabel
                  control={<Checkbox checked={allowBad} onChange={(_, isOn) => setAllowBad(isOn)} />}
                  label="Also where more than 5 % of the rows are bad"
                />
              )}
            </Stack>
            {refusal !== null && (
              <Alert severity="error" variant="outlined">
                {refusal.message} {refusal.hint}
              </Alert>
            )}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" disabled={csvPath === '' || start.isPending}>
            Test
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
