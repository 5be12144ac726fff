import {
  Alert,
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableRow,
} from '@mui/material';
import { useState } from 'react';
import { describeError } from '#renderer/api/errors.ts';
import { formatCount, plural } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { PendingVerdicts } from '#shared/contract/marks.ts';
import { type GalleryTest, VERDICT_TITLES, VERDICTS, type Verdict } from '#shared/contract/predictions.ts';
import { useApplyVerdicts } from '../queries.ts';
import { retrainLink } from './retrain-link.ts';

export type VerdictsDialogProps = {
  readonly test: GalleryTest;
  readonly pending: PendingVerdicts;
  readonly onClose: () => void;
};

const CONSEQUENCES: Readonly<Record<Verdict, string>> = {
  'label-wrong': 'the other label',
  'bad-crop': 'excluded',
  ambiguous: 'stays as it is',
  'models-fault': 'stays as it is: more of its kind may help',
};

/** What the verdicts would make of the data set; and, once done, the training with it. */
export function VerdictsDialog({ test, pending, onClose }: VerdictsDialogProps) {
  const [excludesAmbiguous, setExcludes] = useState(false);
  const apply = useApplyVerdicts();
  const { dataset } = test;
  const count = pending['label-wrong'] + pending['bad-crop'] + (excludesAmbiguous ? pending.ambiguous : 0);
  const link = retrainLink(test);
  const refusal = apply.isError ? describeError(apply.error) : null;
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="verdicts">
      <DialogTitle id="verdicts">Verdicts on {dataset.name}</DialogTitle>
      <DialogContent>
        <Stack spacing={1.5}>
          <Table size="small" aria-label="Verdicts that are in no revision yet">
            <TableBody>
              {VERDICTS.map((verdict) => (
                <TableRow key={verdict}>
                  <TableCell component="th" scope="row">
                    {VERDICT_TITLES[verdict]}
                  </TableCell>
                  <TableCell align="right">{formatCount(pending[verdict])}</TableCell>
                  <TableCell>
                    {verdict === 'ambiguous' && excludesAmbiguous ? 'excluded' : CONSEQUENCES[verdict]}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
          <FormControlLabel
            control={<Checkbox checked={excludesAmbiguous} onChange={(_, isOn) => setExcludes(isOn)} />}
            label="Exclude ambiguous faces too"
          />
          {apply.isSuccess ? (
            <Alert severity="success" variant="outlined">
              Revision {apply.data.revision} of {dataset.name}: {plural(apply.data.changedCount, 'face')} changed. The
              CSV stays as it is, and Undo takes the revision back.
            </Alert>
          ) : (
            <Alert severity="info" variant="outlined">
              One revision over the CSV, which stays as it is. Scores that are stored keep the labels that they were
              tested under.
            </Alert>
          )}
          {refusal !== null && (
            <Alert severity="error" variant="outlined">
              {refusal.message} {refusal.hint}
            </Alert>
          )}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button color="inherit" onClick={onClose}>
          Close
        </Button>
        <Button
          variant={apply.isSuccess ? 'outlined' : 'contained'}
          disabled={count === 0 || apply.isPending}
          onClick={() => apply.mutate({ datasetId: dataset.id, excludesAmbiguous })}
        >
          Put {plural(count, 'face')} right
        </Button>
        {(apply.isSuccess || dataset.revision > 0) && (
          <Button component={PageLink} link={link} variant={apply.isSuccess ? 'contained' : 'outlined'}>
            Retrain with it
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
