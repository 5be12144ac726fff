import CompareIcon from '@mui/icons-material/CompareArrowsOutlined';
import { Skeleton, Stack } from '@mui/material';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Page } from '#renderer/components/Page.tsx';
import { useAllRuns } from '../queries.ts';
import { runIdsOf } from '../search.ts';
import { AddRun } from './AddRun.tsx';
import { CompareView } from './CompareView.tsx';
import { useColumns } from './use-columns.ts';
import { useCompareSearch } from './use-compare-search.ts';

/** Two to eight runs side by side, each held against the one at the left. */
export function ComparePage() {
  const { search } = useCompareSearch();
  const { data: rows, error, refetch } = useAllRuns();
  const asked = runIdsOf(search);
  const columns = useColumns(asked);
  if (rows === undefined)
    return (
      <Page title="Compare runs">
        {error === null ? (
          <Stack spacing={1} role="status" aria-label="Fetching the runs">
            <Skeleton variant="rounded" height={38} />
            <Skeleton variant="rounded" height={320} />
          </Stack>
        ) : (
          <ErrorNotice error={error} onRetry={() => void refetch()} />
        )}
      </Page>
    );
  const known = columns.ids.filter((id) => rows.some((row) => row.id === id));
  const add = <AddRun rows={rows} taken={known} onAdd={columns.add} />;
  if (known.length === 0 && search.tab !== 'many')
    return (
      <Page title="Compare runs">
        <EmptyState
          title={asked.length === 0 ? 'Choose the runs to compare' : 'These runs are gone'}
          icon={<CompareIcon />}
          action={add}
        >
          {rows.length === 0
            ? 'There are no runs yet. Train two, and their settings, figures and curves stand side by side here.'
            : 'Two to eight runs stand side by side: settings, figures, curves, and the faces on which they differ.'}
        </EmptyState>
      </Page>
    );
  return <CompareView rows={rows} ids={known} goneCount={asked.length - known.length} acts={columns} add={add} />;
}
