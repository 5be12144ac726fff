import { Alert, AlertTitle, Box, Stack, Typography } from '@mui/material';
import { Ago } from '#renderer/components/Ago.tsx';
import { formatCount, formatMetric, formatPercent } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { Run } from '#shared/domain/records.ts';
import { RunActions } from './RunActions.tsx';

/** A run that is over for now: how it ended, and the ways to go on. */
export function EndedPanel({ run }: { readonly run: Run }) {
  return (
    <Panel>
      <Box
        sx={{
          ...{ display: 'grid', gap: 3, alignItems: 'start' },
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) minmax(0, 420px)' },
        }}
      >
        <Stack sx={{ gap: 1, minWidth: 0 }}>
          <Typography variant="h2" noWrap>
            <Box component={PageLink} link={`/runs/${run.id}`} sx={{ color: 'inherit' }}>
              {run.name}
            </Box>
          </Typography>
          <Typography variant="body2">
            {ENDINGS[run.status]} {run.endedAtMs !== null && <Ago atMs={run.endedAtMs} />}
            {run.lastEpoch !== null &&
              `, after epoch ${formatCount(run.lastEpoch)} of ${formatCount(run.plannedEpochs)}`}
            .
          </Typography>
          {run.bestEpoch !== null && (
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>
              Epoch {formatCount(run.bestEpoch)} is the best: valid loss {formatMetric(run.bestValidLoss)}, valid
              accuracy {formatPercent(run.bestValidAccuracy)} (n = {formatCount(run.validCount)}).
            </Typography>
          )}
          {run.error !== null && (
            <Alert severity="error" variant="outlined" sx={{ overflowWrap: 'anywhere' }}>
              <AlertTitle>Why it failed</AlertTitle>
              {run.error.message}
            </Alert>
          )}
        </Stack>
        <RunActions run={run} />
      </Box>
    </Panel>
  );
}

const ENDINGS: Readonly<Record<Run['status'], string>> = {
  created: 'Made, and not begun',
  running: 'Being trained',
  finished: 'Finished',
  stopped: 'Stopped',
  interrupted: 'Interrupted: its engine or the program ended without a word',
  failed: 'Failed',
  cancelled: 'Cancelled, its files deleted',
};
