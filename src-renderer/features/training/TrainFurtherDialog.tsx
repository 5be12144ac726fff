import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { type FormEvent, useState } from 'react';
import type { Run } from '#shared/domain/records.ts';
import { TRAIN_FURTHER_MEANS } from './phases.ts';
import { useResume } from './queries.ts';

export type TrainFurtherDialogProps = {
  readonly run: Pick<Run, 'id' | 'name' | 'lastEpoch' | 'plannedEpochs'>;
  readonly onClose: () => void;
};

/** How many epochs a finished run is to have. */
export function TrainFurtherDialog({ run, onClose }: TrainFurtherDialogProps) {
  const done = run.lastEpoch ?? 0;
  const [text, setText] = useState(String(Math.max(done, run.plannedEpochs) + 10));
  const resume = useResume();
  const epochs = Number(text);
  const isValid = Number.isInteger(epochs) && epochs > done;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid) resume.mutate({ runId: run.id, epochs }, { onSuccess: onClose });
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
            error={!isValid}
            helperText={
              isValid
                ? `${epochs - done} more. ${TRAIN_FURTHER_MEANS}`
                : `A whole number above ${done}, which it has done.`
            }
            slotProps={{ htmlInput: { inputMode: 'numeric' } }}
          />
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
