import { Stack } from '@mui/material';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Page } from '#renderer/components/Page.tsx';
import type { WorkspaceOverview } from '#shared/contract/workspace.ts';
import { FirstSteps } from './FirstSteps.tsx';
import { NowPanel } from './NowPanel.tsx';
import { firstSteps } from './next-steps.ts';
import { useOverview, useTrainingState } from './queries.ts';
import { RecentData } from './RecentData.tsx';
import { RecentRuns } from './RecentRuns.tsx';
import { SampleOffer } from './SampleOffer.tsx';
import { Suggestions } from './Suggestions.tsx';
import { Totals } from './Totals.tsx';

/** What the workspace holds, what runs, and what to do next. */
export function HomePage() {
  const { data: overview, error, refetch } = useOverview();
  return (
    <Page title="Home">
      {error !== null && overview === undefined && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {overview !== undefined && <Home overview={overview} />}
    </Page>
  );
}

function Home({ overview }: { readonly overview: WorkspaceOverview }) {
  const queue = useTrainingState().data ?? null;
  const progress = queue?.progress ?? null;
  const steps = firstSteps(overview);
  const isNew = steps.some(({ isDone }) => !isDone);
  const isEmpty = overview.datasetCount === 0 && overview.runCount === 0;
  return (
    <Stack spacing={2} sx={{ maxWidth: 1320 }}>
      {isNew && <FirstSteps steps={steps} />}
      {isEmpty && <SampleOffer hasSample={overview.hasSample} />}
      {progress !== null && <NowPanel progress={progress} />}
      <Suggestions overview={overview} queue={queue} />
      {!isEmpty && (
        <Stack direction={{ xs: 'column', lg: 'row' }} spacing={2} sx={{ alignItems: 'stretch' }}>
          <Stack spacing={2} sx={{ flex: '1 1 0', minWidth: 0 }}>
            <RecentRuns runs={overview.recentRuns} total={overview.runCount} />
          </Stack>
          <Stack spacing={2} sx={{ flex: '0 0 auto', width: { lg: 300 } }}>
            <Totals overview={overview} />
            <RecentData datasets={overview.recentDatasets} total={overview.datasetCount} />
          </Stack>
        </Stack>
      )}
    </Stack>
  );
}
