import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  Radio,
  RadioGroup,
  Stack,
  Switch,
  TextField,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { FilePicker } from '#renderer/components/file-picker/FilePicker.tsx';
import { plural } from '#renderer/components/format.ts';
import { type FaceChoice, MOST_REPORT_FACES, type OverlayChoice } from '#shared/contract/exports.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import type { EvaluationId } from '#shared/domain/records.ts';
import { ExportResult } from './ExportResult.tsx';
import { MapChoice } from './MapChoice.tsx';
import { useExportPictures, useExportPredictions, useExportReport } from './queries.ts';

export type ExportDialogProps = {
  readonly evaluationId: EvaluationId;
  readonly choice: FaceChoice;
  /** How many faces those are. */
  readonly count: number;
  /** Null = the one that holds for the test. */
  readonly threshold: number | null;
  /** As they are looked at now; null = the test's first maps. */
  readonly overlay?: OverlayChoice | null;
  readonly onClose: () => void;
};

type Kind = 'report' | 'pictures' | 'predictions';

const KINDS: readonly (readonly [kind: Kind, title: string, words: string])[] = [
  ['report', 'Report', 'One HTML file with figures and faces, which opens in any browser without a connection'],
  ['pictures', 'Pictures', 'One PNG a face, with its heat map, a colour bar and what it shows in words'],
  ['predictions', 'Predictions', 'A CSV: path, real, p_fake and more columns'],
];

/** Faces and figures as files in a folder of this machine. */
export function ExportDialog({
  evaluationId,
  choice,
  count,
  threshold,
  overlay: given = null,
  onClose,
}: ExportDialogProps) {
  const [kind, setKind] = useState<Kind>('report');
  const [overlay, setOverlay] = useState<OverlayChoice | null>(given);
  const [hasPictures, setPictures] = useState(true);
  const [folder, setFolder] = useState('');
  const [isBrowsing, setBrowsing] = useState(false);
  const [jobId, setJob] = useState<JobId | null>(null);
  const [pictures, report, predictions] = [useExportPictures(), useExportReport(), useExportPredictions()];
  const error = pictures.error ?? report.error ?? predictions.error;
  const isStarting = pictures.isPending || report.isPending || predictions.isPending;
  const isTooMany = kind === 'report' && hasPictures && count > MOST_REPORT_FACES;
  const start = () => {
    const common = { evaluationId, choice, threshold, folder };
    const watch = { onSuccess: (started: { jobId: JobId }) => setJob(started.jobId) };
    if (kind === 'pictures') pictures.mutate({ ...common, overlay }, watch);
    else if (kind === 'report') report.mutate({ ...common, overlay, hasPictures }, watch);
    else predictions.mutate(common, watch);
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="export-title">
      <DialogTitle id="export-title">Export {plural(count, 'face')}</DialogTitle>
      <DialogContent>
        {jobId !== null ? (
          <ExportResult jobId={jobId} />
        ) : (
          <Stack spacing={2}>
            <RadioGroup
              aria-label="As what"
              value={kind}
              onChange={(_, value) => setKind(value as Kind)} // one of them
              sx={{ gap: 1 }}
            >
              {KINDS.map(([each, title, words]) => (
                <FormControlLabel
                  key={each}
                  value={each}
                  control={<Radio />}
                  label={
                    <span>
                      {title}{' '}
                      <Typography component="span" variant="body2" sx={{ color: 'text.secondary' }}>
                        {words}
                      </Typography>
                    </span>
                  }
                />
              ))}
            </RadioGroup>
            {kind !== 'predictions' && (
              <MapChoice evaluationId={evaluationId} overlay={overlay} onChange={setOverlay} />
            )}
            {kind === 'report' && (
              <FormControlLabel
                control={<Switch checked={hasPictures} onChange={(_, isOn) => setPictures(isOn)} />}
                label="With the faces: off leaves every picture out"
              />
            )}
            <Stack direction="row" spacing={1} sx={{ alignItems: 'flex-start' }}>
              <TextField
                fullWidth
                label="Into the folder"
                value={folder}
                onChange={(event) => setFolder(event.target.value)}
                helperText={`On the machine that Facet runs on; nothing that is there is written over${isTooMany ? `. At most ${MOST_REPORT_FACES} faces fit into a report: leave the pictures out, or choose fewer` : ''}.`}
                error={isTooMany}
              />
              <Button variant="outlined" color="inherit" onClick={() => setBrowsing(true)}>
                Browse…
              </Button>
            </Stack>
            {error !== null && <ErrorNotice error={error} />}
          </Stack>
        )}
        <FilePicker
          open={isBrowsing}
          kinds={['folder']}
          startPath={folder === '' ? null : folder}
          title="Choose a folder for the export"
          onClose={() => setBrowsing(false)}
          onPick={(path) => {
            setBrowsing(false);
            setFolder(path);
          }}
        />
      </DialogContent>
      <DialogActions>
        <Button color="inherit" onClick={onClose}>
          {jobId === null ? 'Cancel' : 'Close'}
        </Button>
        {jobId === null && (
          <Button variant="contained" disabled={folder.trim() === '' || isStarting || isTooMany} onClick={start}>
            Export
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
