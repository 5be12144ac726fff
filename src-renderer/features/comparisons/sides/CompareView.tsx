import { Alert, Box, Skeleton, Stack } from '@mui/material';
import { lazy, type ReactNode, Suspense } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { plural } from '#renderer/components/format.ts';
import { Page } from '#renderer/components/Page.tsx';
import { PageTabs } from '#renderer/components/PageTabs.tsx';
import { runLooks } from '#renderer/components/run-look.ts';
import type { RunRow } from '#shared/contract/runs.ts';
import type { RunId } from '#shared/domain/records.ts';
import { useCompared } from '../queries.ts';
import { COMPARE_TABS, type CompareTab } from '../search.ts';
import { chosenSet, testOf, testSetsOf } from '../test-sets.ts';
import { ComparableBadge } from './ComparableBadge.tsx';
import { ConfigurationTab } from './ConfigurationTab.tsx';
import type { ColumnActs } from './columns.ts';
import { EnvironmentTab } from './EnvironmentTab.tsx';
import { MetricsTab } from './MetricsTab.tsx';
import { comparabilityOf, type Side } from './side.ts';
import type { TestChoice } from './TestSetSelect.tsx';
import { useCompareSearch } from './use-compare-search.ts';

/** Charts are fetched when they are wanted. */
const CurvesTab = lazy(async () => ({ default: (await import('./CurvesTab.tsx')).CurvesTab }));
const ScoresTab = lazy(async () => ({ default: (await import('../scores/ScoresTab.tsx')).ScoresTab }));
const ManyTab = lazy(async () => ({ default: (await import('../many/ManyTab.tsx')).ManyTab }));

const TITLES: Readonly<Record<CompareTab, string>> = {
  configuration: 'Configuration',
  metrics: 'Metrics',
  curves: 'Curves',
  scores: 'Scores',
  environment: 'Environment',
  many: 'Many runs',
};

export type CompareViewProps = {
  readonly rows: readonly RunRow[];
  /** The baseline first. */
  readonly ids: readonly RunId[];
  /** Runs of the link that the workspace no longer has. */
  readonly goneCount: number;
  readonly acts: ColumnActs;
  readonly add: ReactNode;
};

export function CompareView({ rows, ids, goneCount, acts, add }: CompareViewProps) {
  const { search, change } = useCompareSearch();
  const { tab = 'configuration' } = search;
  const { data, error, refetch } = useCompared(ids);
  const byId = new Map(data?.map((run) => [run.runId, run]));
  const compared = ids.flatMap((id) => byId.get(id) ?? []);
  const isThere = compared.length === ids.length; // while the answer to another choice stands in, a run may be missing
  const sets = testSetsOf(compared);
  const set = chosenSet(sets, { asked: search.set, runCount: compared.length });
  const sides = isThere ? sidesOf(rows, compared, set) : null;
  const tests: TestChoice = { sets, set, choose: (next) => change({ set: next }) };
  const show = (next: CompareTab) => change({ tab: next === 'configuration' ? undefined : next });
  return (
    <Page
      title="Compare runs"
      isFilled
      subtitle={plural(ids.length, 'run')}
      actions={
        <>
          {sides !== null && sides.length > 0 && (
            <ComparableBadge comparability={comparabilityOf(sides)} sides={sides} />
          )}
          {add}
        </>
      }
    >
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
        <PageTabs
          tabs={COMPARE_TABS}
          titles={TITLES}
          tab={tab}
          onShow={show}
          label="What is compared"
          group="Compare"
          isFilled
        />
        <Box
          role="tabpanel"
          id="tab-panel"
          aria-labelledby={`tab-${tab}`}
          data-scroll-restoration-id={`compare ${tab}`}
          sx={{ flexGrow: 1, minHeight: 0, overflow: 'auto', p: 3 }}
        >
          <Stack spacing={2}>
            {goneCount > 0 && (
              <Alert severity="info" variant="outlined">
                {plural(goneCount, 'run')} of this link {goneCount === 1 ? 'is' : 'are'} no longer in the workspace.
              </Alert>
            )}
            {ids.length === 1 && tab !== 'many' && (
              <Alert severity="info" variant="outlined">
                One run alone is like itself in everything. Add another one to hold it against.
              </Alert>
            )}
            {error !== null && sides === null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
            {error === null && sides === null && <Skeleton variant="rounded" height={320} />}
            {sides !== null && (
              <Suspense fallback={<Skeleton variant="rounded" height={320} />}>{contentOf()}</Suspense>
            )}
          </Stack>
        </Box>
      </Box>
    </Page>
  );

  function contentOf(): ReactNode {
    if (sides === null) return null;
    switch (tab) {
      case 'configuration':
        return <ConfigurationTab sides={sides} acts={acts} />;
      case 'metrics':
        return <MetricsTab sides={sides} acts={acts} tests={tests} />;
      case 'curves':
        return <CurvesTab sides={sides} />;
      case 'scores':
        return <ScoresTab sides={sides} tests={tests} />;
      case 'environment':
        return <EnvironmentTab sides={sides} acts={acts} />;
      case 'many':
        return <ManyTab rows={rows} sides={sides} />;
    }
  }
}

function sidesOf(rows: readonly RunRow[], compared: readonly Side['compared'][], set: string): readonly Side[] {
  const looks = runLooks(compared.map(({ ordinal }) => ordinal));
  return compared.flatMap((one, place) => {
    const row = rows.find(({ id }) => id === one.runId);
    const look = looks.get(one.ordinal);
    if (row === undefined || look === undefined) return [];
    return [
      { id: one.runId, name: row.name, row, look, isBaseline: place === 0, compared: one, test: testOf(one, set) },
    ];
  });
}
