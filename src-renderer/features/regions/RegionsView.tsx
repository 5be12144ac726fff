import { Alert, Box, Stack } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { Page } from '#renderer/components/Page.tsx';
import { PageTabs } from '#renderer/components/PageTabs.tsx';
import type { EvaluationId } from '#shared/domain/records.ts';
import { assertNever } from '#shared/errors.ts';
import { AveragesTab } from './averages/AveragesTab.tsx';
import type { TestWithRun } from './choice.ts';
import { Head } from './head/Head.tsx';
import { LedgerTab } from './ledger/LedgerTab.tsx';
import { REGION_TABS, type RegionTab } from './search.ts';
import { TruthTab } from './truth/TruthTab.tsx';
import { useLookedAt } from './use-looked-at.ts';

/** Charts are fetched when they are wanted. */
const MattersTab = lazy(async () => ({ default: (await import('./matters/MattersTab.tsx')).MattersTab }));

const TITLES: Readonly<Record<RegionTab, string>> = {
  ledger: 'Ledger',
  averages: 'Average faces',
  matters: 'Does it matter?',
  truth: 'Ground truth',
};

export type RegionsViewProps = {
  readonly title: string;
  /** All that can be chosen, newest first. */
  readonly tests: readonly TestWithRun[];
  /** One or two. */
  readonly chosen: readonly TestWithRun[];
  /** Tests that a link names and that are gone. */
  readonly missing: readonly EvaluationId[];
};

const route = getRouteApi('/regions');

export function RegionsView({ title, tests, chosen, missing }: RegionsViewProps) {
  const { tab = 'ledger' } = route.useSearch();
  const navigate = route.useNavigate();
  const show = (next: RegionTab) =>
    void navigate({
      search: ({ tab: _, ...search }) => (next === 'ledger' ? search : { ...search, tab: next }),
      replace: true,
    });
  return (
    <Page title={title}>
      <Stack spacing={2}>
        {missing.length > 0 && (
          <Alert severity="warning" variant="outlined">
            {missing.length === 1
              ? `There is no test ${missing[0]} any more.`
              : `The tests ${missing.join(' and ')} are gone.`}{' '}
            Their run was deleted, or the link is of another workspace.
          </Alert>
        )}
        <Head tests={tests} chosen={chosen} />
        <Box>
          <PageTabs
            tabs={REGION_TABS}
            titles={TITLES}
            tab={tab}
            onShow={show}
            label="What is asked of the heat maps"
            group="Regions"
          />
          <Box role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab}`} sx={{ pt: 2 }}>
            <Content tab={tab} chosen={chosen} />
          </Box>
        </Box>
      </Stack>
    </Page>
  );
}

function Content({ tab, chosen }: { readonly tab: RegionTab; readonly chosen: readonly TestWithRun[] }) {
  const looks = useLookedAt(chosen);
  return <Suspense fallback={null}>{contentOf(tab)}</Suspense>;

  function contentOf(which: RegionTab): ReactNode {
    switch (which) {
      case 'ledger':
        return <LedgerTab looks={looks} />;
      case 'averages':
        return <AveragesTab looks={looks} />;
      case 'matters':
        return <MattersTab looks={looks} />;
      case 'truth':
        return <TruthTab looks={looks} />;
      default:
        return assertNever(which);
    }
  }
}
