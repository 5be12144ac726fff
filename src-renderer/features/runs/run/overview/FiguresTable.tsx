import { Box, Link, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { formatCount, formatMetric, formatPercent, MISSING } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { useEvaluations } from '#renderer/features/runs/queries.ts';
import type { RunDetail } from '#shared/contract/runs.ts';
import type { EvaluationSummary, RunId } from '#shared/domain/records.ts';
import { intervalText } from '../tests/interval-text.ts';
import { metricsOf } from '../tests/metrics-of.ts';

/** Loss and accuracy in the best and the last epoch, and in the newest test. */
export function FiguresTable({ run }: { readonly run: RunDetail }) {
  const newest = useEvaluations(run.id).data?.find(({ status }) => status === 'finished');
  const test = newest === undefined ? null : metricsOf(newest);
  if (run.lastEpoch === null && test === null)
    return (
      <Typography variant="body2" sx={{ px: 2, pb: 2, color: 'text.secondary' }}>
        No epoch is done yet: figures come with the first.
      </Typography>
    );
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table aria-label="Figures of the run">
        <TableHead>
          <TableRow>
            <TableCell>Measure</TableCell>
            <TableCell align="right">Valid, best epoch ({run.bestEpoch ?? MISSING})</TableCell>
            <TableCell align="right">Valid, last epoch ({run.lastEpoch ?? MISSING})</TableCell>
            <TableCell align="right">Train, last epoch ({run.lastEpoch ?? MISSING})</TableCell>
            <TableCell align="right">
              {newest === undefined ? 'Test' : <TestLink runId={run.id} test={newest} />}
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody sx={{ '& tr:last-of-type > *': { borderBottom: 0 } }}>
          <Row
            name="Loss"
            best={formatMetric(run.bestValidLoss)}
            last={formatMetric(run.lastValidLoss)}
            train={formatMetric(run.lastTrainLoss)}
            test={formatMetric(test?.loss)}
          />
          <Row
            name="Accuracy"
            best={<Share share={run.bestValidAccuracy} n={run.validCount} />}
            last={<Share share={run.lastValidAccuracy} n={run.validCount} />}
            train={formatPercent(run.lastTrainAccuracy)}
            test={test === null ? MISSING : <Share share={test.accuracy} n={test.n} />}
          />
          <Row name="AUC" test={formatMetric(test?.auc)} />
          <Row name="Equal error rate" test={formatPercent(test?.equalErrorRate?.rate)} />
        </TableBody>
      </Table>
      <Typography variant="caption" component="p" sx={{ px: 2, py: 1, m: 0, color: 'text.secondary' }}>
        Below a rate: its 95 % interval (Wilson), and of how many faces it is.
      </Typography>
    </Box>
  );
}

type TestLinkProps = { readonly runId: RunId; readonly test: EvaluationSummary };

const TestLink = ({ runId, test: { id, datasetName, splitName } }: TestLinkProps) => (
  <Link component={PageLink} link={`/runs/${runId}?tab=tests&evaluation=${id}`}>
    Test on {datasetName}
    {splitName === 'valid' && ' (valid)'}
  </Link>
);

const COLUMNS = ['best', 'last', 'train', 'test'] as const;

type RowProps = { readonly name: string } & { readonly [C in (typeof COLUMNS)[number]]?: ReactNode };

const Row = ({ name, ...values }: RowProps) => (
  <TableRow>
    <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap', verticalAlign: 'top' }}>
      {name}
    </TableCell>
    {COLUMNS.map((column) => (
      <TableCell key={column} align="right" sx={{ verticalAlign: 'top' }}>
        {values[column]}
      </TableCell>
    ))}
  </TableRow>
);

/** Never a rate without how many faces it is of, and how sure it is. */
function Share({ share, n }: { readonly share: number | null; readonly n: number }) {
  if (share === null) return MISSING;
  return (
    <>
      {formatPercent(share)}
      <Box component="small" sx={{ display: 'block', color: 'text.secondary', whiteSpace: 'nowrap' }}>
        {intervalText(share, n)}
        <br />n = {formatCount(n)}
      </Box>
    </>
  );
}
