import { Box, Button, Link, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { Ago } from '#renderer/components/Ago.tsx';
import { formatCount, formatPercent } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import { RunStatusMark } from '#renderer/components/RunStatusMark.tsx';
import type { RecentRun } from '#shared/contract/workspace.ts';
import { NETWORK_FACTS } from '#shared/domain/networks.ts';

export type RecentRunsProps = { readonly runs: readonly RecentRun[]; readonly total: number };

/** The newest runs with the one number that is asked for first. */
export function RecentRuns({ runs, total }: RecentRunsProps) {
  return (
    <Panel
      title="Newest runs"
      isFlush
      actions={
        total > 0 && (
          <Button component={PageLink} link="/runs" color="inherit" sx={{ mr: -1 }}>
            All {formatCount(total)}
          </Button>
        )
      }
    >
      {runs.length === 0 ? (
        <Typography variant="body2" sx={{ px: 2, pb: 2, color: 'text.secondary' }}>
          No run yet. A training makes one.
        </Typography>
      ) : (
        <Box sx={{ overflowX: 'auto' }}>
          <Table aria-label="Newest runs" sx={TABLE}>
            <TableHead>
              <TableRow>
                <TableCell>Name</TableCell>
                <TableCell>Status</TableCell>
                <TableCell>Network</TableCell>
                <TableCell>Data</TableCell>
                <TableCell align="right">Epochs</TableCell>
                <TableCell align="right" title="In the epoch with the smallest loss">
                  Valid accuracy
                </TableCell>
                <TableCell align="right">Made</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {runs.map((run) => (
                <Row key={run.id} run={run} />
              ))}
            </TableBody>
          </Table>
        </Box>
      )}
    </Panel>
  );
}

function Row({ run }: { readonly run: RecentRun }) {
  const { id, name, status, network, datasetName, lastEpoch, plannedEpochs, bestValidAccuracy, createdAtMs } = run;
  return (
    <TableRow hover>
      <TableCell sx={NAME} title={name}>
        <Link component={PageLink} link={`/runs/${id}`} color="inherit" sx={{ fontWeight: 560 }}>
          {name}
        </Link>
      </TableCell>
      <TableCell>
        <RunStatusMark status={status} />
      </TableCell>
      <TableCell>{titleOf(network)}</TableCell>
      <TableCell sx={DATA} title={datasetName}>
        {datasetName}
      </TableCell>
      <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
        {formatCount(lastEpoch ?? 0)} of {formatCount(plannedEpochs)}
      </TableCell>
      <TableCell align="right">{formatPercent(bestValidAccuracy)}</TableCell>
      <TableCell align="right">
        <Ago atMs={createdAtMs} />
      </TableCell>
    </TableRow>
  );
}

/** Names take what is left and give way first, so that the figures stay in sight. */
const GIVES_WAY = { maxWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' } as const;
const NAME = { ...GIVES_WAY, width: '34%' } as const;
const DATA = { ...GIVES_WAY, width: '18%' } as const;

const TABLE = {
  '& td': { whiteSpace: 'nowrap' },
  '& th, & td': { px: 1.25, '&:first-of-type': { pl: 2 }, '&:last-of-type': { pr: 2 } },
  '& tbody tr:last-of-type td': { borderBottom: 0 },
} as const;

/** A run of a newer Facet may have a network that this one does not know. */
const titleOf = (network: string): string =>
  (NETWORK_FACTS as Readonly<Record<string, { readonly title: string }>>)[network]?.title ?? network;
