import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  Stack,
  Switch,
} from '@mui/material';
import { useState } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { FolderField } from '#renderer/components/exporting/FolderField.tsx';
import { FormatChoice } from '#renderer/components/exporting/FormatChoice.tsx';
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
            <FormatChoice value={kind} formats={KINDS} onChange={setKind} />
            {kind !== 'predictions' && (
              <MapChoice evaluationId={evaluationId} overlay={overlay} onChange={setOverlay} />
            )}
            {kind === 'report' && (
              <FormControlLabel
                control={<Switch checked={hasPictures} onChange={(_, isOn) => setPictures(isOn)} />}
                label="With the faces: off leaves every picture out"
              />
            )}
            <FolderField
              value={folder}
              onChange={setFolder}
              helperText={`On the machine that Facet runs on; nothing that is there is written over${isTooMany ? `. At most ${MOST_REPORT_FACES} faces fit into a report: leave the pictures out, or choose fewer` : ''}.`}
              hasError={isTooMany}
            />
            {error !== null && <ErrorNotice error={error} />}
          </Stack>
        )}
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
