import { Box, Stack, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { Ago } from '#renderer/components/Ago.tsx';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { formatCount } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import type { DatasetDetail } from '#shared/contract/datasets.ts';
import { useRevisions } from '../queries.ts';

/** Everything that was changed over the CSV, newest first. */
export function RevisionsTab({ dataset }: { readonly dataset: DatasetDetail }) {
  const { data: revisions, error, refetch } = useRevisions(dataset.id);
  if (error !== null && revisions === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (revisions === undefined) return null;
  if (revisions.length === 0)
    return (
      <EmptyState title="Nothing was changed yet">
        Calling faces otherwise, excluding them and dividing them anew are revisions over the CSV, which itself stays as
        it is. Each would stand here.
      </EmptyState>
    );
  return (
    <Stack spacing={2} sx={{ maxWidth: 900 }}>
      <Box sx={{ typography: 'body2', color: 'text.secondary' }}>
        The CSV itself is never changed. A training uses what is in force when it begins, and remembers the revision.
      </Box>
      <Panel isFlush>
        <Table aria-label="Revisions">
          <TableHead>
            <TableRow>
              <TableCell align="right" sx={{ width: 90 }}>
                Revision
              </TableCell>
              <TableCell>What it did</TableCell>
              <TableCell align="right">Faces</TableCell>
              <TableCell>State</TableCell>
              <TableCell align="right">When</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {revisions.map(({ number, title, changedCount, createdAtMs, isUndone }) => (
              <TableRow key={number} sx={isUndone ? { '& td, & th': { color: 'text.secondary' } } : {}}>
                <TableCell component="th" scope="row" align="right">
                  {number}
                </TableCell>
                <TableCell>
                  <Box component={isUndone ? 's' : 'span'}>{title}</Box>
                </TableCell>
                <TableCell align="right">{formatCount(changedCount)}</TableCell>
                <TableCell>{isUndone ? 'undone' : 'in force'}</TableCell>
                <TableCell align="right">
                  <Ago atMs={createdAtMs} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Panel>
    </Stack>
  );
}
