import { Box, Button, Stack, Link as TextLink } from '@mui/material';
import { Ago } from '#renderer/components/Ago.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { formatPercent } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { DatasetId } from '#shared/domain/records.ts';
import { useRunsOf } from '../queries.ts';

const MOST_SHOWN = 8;

/** The newest runs that were trained on a data set. */
export function RunsPanel({ datasetId }: { readonly datasetId: DatasetId }) {
  const { data: runs, error, refetch } = useRunsOf(datasetId);
  return (
    <Panel
      title="Runs trained on it"
      actions={
        runs !== undefined &&
        runs.length > MOST_SHOWN && (
          <Button component={PageLink} link="/runs" color="inherit">
            All runs
          </Button>
        )
      }
    >
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {runs?.length === 0 && (
        <Box sx={{ typography: 'body2', color: 'text.secondary' }}>None yet. "Train on it" begins one.</Box>
      )}
      <Stack component="ul" spacing={0.5} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {runs?.slice(0, MOST_SHOWN).map(({ id, name, status, network, bestValidAccuracy, createdAtMs }) => (
          <Box component="li" key={id} sx={{ display: 'flex', gap: 2, typography: 'body2', minWidth: 0 }}>
            <TextLink component={PageLink} link={`/runs/${id}`} sx={{ flex: '1 1 30%', minWidth: 0, ...CUT }}>
              {name}
            </TextLink>
            <Box sx={{ flex: '0 0 110px', ...CUT }}>{network}</Box>
            <Box sx={{ flex: '0 0 90px' }}>{status}</Box>
            <Box sx={{ flex: '0 0 150px', textAlign: 'right', whiteSpace: 'nowrap' }}>
              {bestValidAccuracy === null ? 'no epoch yet' : `${formatPercent(bestValidAccuracy)} valid accuracy`}
            </Box>
            <Box sx={{ flex: '0 0 120px', textAlign: 'right', color: 'text.secondary' }}>
              <Ago atMs={createdAtMs} />
            </Box>
          </Box>
        ))}
      </Stack>
    </Panel>
  );
}

const CUT = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
