import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { type FormEvent, useState } from 'react';
import type { Run } from '#shared/domain/records.ts';
import { TRAIN_FURTHER_MEANS } from './phases.ts';
import { useResume } from './queries.ts';

export type TrainFurtherDialogProps = {
  readonly run: Pick<Run, 'id' | 'name' | 'lastEpoch' | 'bestEpoch' | 'plannedEpochs'>;
  readonly onClose: () => void;
};

/** How many epochs a finished run is to have. */
export function TrainFurtherDialog({ run, onClose }: TrainFurtherDialogProps) {
  const done = run.lastEpoch ?? 0;
  const [text, setText] = useState(String(Math.max(done, run.plannedEpochs) + 10));
  const [patienceText, setPatienceText] = useState('0');
  const resume = useResume();
  const stoppedEarly = done < run.plannedEpochs;
  const [epochs, patience] = [Number(text), Number(patienceText)];
  const isLonger = Number.isInteger(epochs) && epochs > done;
  const isPatient = patienceText !== '' && Number.isInteger(patience) && patience >= 0;
  const isValid = isLonger && (isPatient || !stoppedEarly);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid)
      resume.mutate({ runId: run.id, epochs, ...(stoppedEarly ? { patience } : {}) }, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="train-further">
      <form onSubmit={submit}>
        <DialogTitle id="train-further">Train {run.name} further</DialogTitle>
        <DialogContent>
          <TextField
            autoFocus
            fullWidth
            margin="dense"
            label="Epochs in all"
            value={text}
            onChange={(event) => setText(event.target.value)}
            error={!isLonger}
            helperText={
              isLonger
                ? `${epochs - done} more. ${TRAIN_FURTHER_MEANS}`
                : `A whole number above ${done}, which it has done.`
            }
            slotProps={{ htmlInput: { inputMode: 'numeric' } }}
          />
          {stoppedEarly && (
            <TextField
              fullWidth
              margin="dense"
              label="Patience, in epochs"
              value={patienceText}
              onChange={(event) => setPatienceText(event.target.value)}
              error={!isPatient}
              helperText={`It stopped early: no valid loss was smaller than that of epoch ${run.bestEpoch ?? done}. After so many epochs without a smaller one it stops; 0 = never.`}
              slotProps={{ htmlInput: { inputMode: 'numeric' } }}
            />
          )}
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" disabled={!isValid || resume.isPending}>
            Train further
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
