import { Box } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { Page } from '#renderer/components/Page.tsx';
import { PageTabs } from '#renderer/components/PageTabs.tsx';
import type { RunDetail } from '#shared/contract/runs.ts';
import { assertNever } from '#shared/errors.ts';
import { RUN_TABS, type RunTab } from '../search.ts';
import { CheckpointsTab } from './CheckpointsTab.tsx';
import { EnvironmentTab } from './EnvironmentTab.tsx';
import { FilesTab } from './FilesTab.tsx';
import { LayersTab } from './LayersTab.tsx';
import { LogTab } from './LogTab.tsx';
import { OverviewTab } from './overview/OverviewTab.tsx';
import { RunActions } from './RunActions.tsx';
import { RunHeader } from './RunHeader.tsx';

/** Charts and the reading of YAML are fetched when they are wanted. */
const CurvesTab = lazy(async () => ({ default: (await import('./curves/CurvesTab.tsx')).CurvesTab }));
const TestsTab = lazy(async () => ({ default: (await import('./tests/TestsTab.tsx')).TestsTab }));
const ConfigTab = lazy(async () => ({ default: (await import('./config/ConfigTab.tsx')).ConfigTab }));

const TITLES: Readonly<Record<RunTab, string>> = {
  overview: 'Overview',
  curves: 'Curves',
  config: 'Configuration',
  environment: 'Environment',
  checkpoints: 'Checkpoints',
  tests: 'Tests',
  layers: 'Layers',
  files: 'Files',
  log: 'Log',
};

/** These fill the page and scroll by themselves. */
const FILLED: readonly RunTab[] = ['checkpoints', 'layers', 'files', 'log'];

const route = getRouteApi('/runs/$runId');

export function RunView({ run }: { readonly run: RunDetail }) {
  const { tab = 'overview' } = route.useSearch();
  const navigate = route.useNavigate();
  const show = (next: RunTab) => void navigate({ search: next === 'overview' ? {} : { tab: next }, replace: true });
  const isFilled = FILLED.includes(tab);
  return (
    <Page title={run.name} isFilled subtitle={<RunHeader run={run} />} actions={<RunActions run={run} />}>
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
        <PageTabs
          tabs={RUN_TABS}
          titles={TITLES}
          tab={tab}
          onShow={show}
          label={`What is known of ${run.name}`}
          group="Run"
          isFilled
        />
        <Box
          role="tabpanel"
          id="tab-panel"
          aria-labelledby={`tab-${tab}`}
          data-scroll-restoration-id={`run ${run.id} ${tab}`}
          sx={{ flexGrow: 1, minHeight: 0, ...(isFilled ? {} : { overflow: 'auto', p: 3 }) }}
        >
          <Suspense fallback={null}>{contentOf(tab, run)}</Suspense>
        </Box>
      </Box>
    </Page>
  );
}

function contentOf(tab: RunTab, run: RunDetail): ReactNode {
  switch (tab) {
    case 'overview':
      return <OverviewTab run={run} />;
    case 'curves':
      return <CurvesTab run={run} />;
    case 'config':
      return <ConfigTab run={run} />;
    case 'environment':
      return <EnvironmentTab run={run} />;
    case 'checkpoints':
      return <CheckpointsTab run={run} />;
    case 'tests':
      return <TestsTab run={run} />;
    case 'layers':
      return <LayersTab run={run} />;
    case 'files':
      return <FilesTab run={run} />;
    case 'log':
      return <LogTab run={run} />;
    default:
      return assertNever(tab);
  }
}
