import { Button, Dialog, DialogActions, DialogContent, DialogTitle, MenuItem, Stack, TextField } from '@mui/material';
import { type FormEvent, useState } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { FolderField } from '#renderer/components/exporting/FolderField.tsx';
import { FormatChoice } from '#renderer/components/exporting/FormatChoice.tsx';
import { useCheckpoints, useExportModel } from '#renderer/features/runs/queries.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import type { RunDetail } from '#shared/contract/runs.ts';
import { EXPORT_FORMATS, EXPORT_TITLES, type ExportFormat } from '#shared/domain/model-exports.ts';
import { ExportedModel } from './ExportedModel.tsx';

const WORDS: Readonly<Record<ExportFormat, string>> = {
  safetensors: 'Weights alone, for torchvision’s load_state_dict',
  savedmodel: 'For TensorFlow: pictures in, scores out',
  onnx: 'For onnxruntime and others: pictures in, scores out',
};

const FORMATS = EXPORT_FORMATS.map((each) => [each, EXPORT_TITLES[each], WORDS[each]] as const);

export type ExportModelDialogProps = { readonly run: RunDetail; readonly onClose: () => void };

/** In which form, with which weights, and where to. */
export function ExportModelDialog({ run, onClose }: ExportModelDialogProps) {
  const start = useExportModel();
  const checkpoints = useCheckpoints(run.id).data ?? [];
  const [format, setFormat] = useState<ExportFormat>('onnx');
  const [checkpoint, setCheckpoint] = useState('best');
  const [folder, setFolder] = useState('');
  const [jobId, setJob] = useState<JobId | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate(
      { runId: run.id, checkpoint, format, folder: folder.trim() },
      { onSuccess: (started) => setJob(started.jobId) },
    );
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="export-model">
      <form onSubmit={submit}>
        <DialogTitle id="export-model">Export the model of {run.name}</DialogTitle>
        <DialogContent>
          {jobId !== null ? (
            <ExportedModel jobId={jobId} />
          ) : (
            <Stack spacing={2}>
              <FormatChoice value={format} formats={FORMATS} onChange={setFormat} />
              <TextField
                select
                label="Weights"
                value={checkpoint}
                onChange={({ target }) => setCheckpoint(target.value)}
              >
                <MenuItem value="best">of the best epoch ({run.bestEpoch})</MenuItem>
                {checkpoints.some(({ kind }) => kind === 'last') && (
                  <MenuItem value="last">as training left them</MenuItem>
                )}
                {checkpoints
                  .filter(({ kind }) => kind === 'epoch')
                  .map(({ epoch }) => (
                    <MenuItem key={epoch} value={String(epoch)}>
                      of epoch {epoch}
                    </MenuItem>
                  ))}
              </TextField>
              <FolderField
                value={folder}
                onChange={setFolder}
                helperText="On the machine that Facet runs on. A new folder is made in it, with the model and a card that says what it is."
              />
              {start.error !== null && <ErrorNotice error={start.error} />}
            </Stack>
          )}
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={onClose}>
            {jobId === null ? 'Cancel' : 'Close'}
          </Button>
          {jobId === null && (
            <Button type="submit" variant="contained" disabled={folder.trim() === '' || start.isPending}>
              Export
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}
