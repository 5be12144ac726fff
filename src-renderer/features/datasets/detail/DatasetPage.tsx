import { Box, Button, Tab, Tabs } from '@mui/material';
import { Link } from '@tanstack/react-router';
import { describeError } from '#renderer/api/errors.ts';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { formatCount, plural } from '#renderer/components/format.ts';
import { Page } from '#renderer/components/Page.tsx';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { DatasetDetail } from '#shared/contract/datasets.ts';
import { AuditTab } from './audit/AuditTab.tsx';
import { FacesTab } from './faces/FacesTab.tsx';
import { OverviewTab } from './overview/OverviewTab.tsx';
import { useDataset } from './queries.ts';
import { RevisionsTab } from './revisions/RevisionsTab.tsx';
import { TABS, type Tab as TabName } from './search.ts';
import { SplitTab } from './split/SplitTab.tsx';
import { useDatasetId, useDatasetSearch } from './use-dataset-search.ts';

const TAB_TITLES: Readonly<Record<TabName, string>> = {
  overview: 'Overview',
  faces: 'Faces',
  split: 'Split',
  audit: 'Shortcuts',
  revisions: 'Revisions',
};

/** One data set: what it holds, its faces, how they are divided, what could be learned instead of them, and what was changed. */
export function DatasetPage() {
  const { data: dataset, error, refetch } = useDataset(useDatasetId());
  if (error !== null && dataset === undefined)
    return (
      <Page title="Data set">
        {describeError(error).code === 'not_found' ? (
          <Gone />
        ) : (
          <ErrorNotice error={error} onRetry={() => void refetch()} />
        )}
      </Page>
    );
  if (dataset === undefined) return <Page title="Data set">{null}</Page>;
  return <Shown dataset={dataset} />;
}

function Shown({ dataset }: { readonly dataset: DatasetDetail }) {
  const { search, change } = useDatasetSearch();
  const tab = search.tab ?? 'overview';
  return (
    <Page
      title={dataset.name}
      subtitle={subtitleOf(dataset)}
      isFilled
      actions={
        <Button
          component={PageLink}
          link={`/configurations/edit?data=${encodeURIComponent(dataset.csvPath)}`}
          variant="contained"
        >
          Train on it
        </Button>
      }
    >
      <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', minHeight: 0 }}>
        <Tabs
          value={tab}
          onChange={(_, next: TabName) => change({ tab: next, face: undefined }, { isStep: true })}
          aria-label="Parts of the data set"
          sx={{ px: 2, borderBottom: 1, borderColor: 'divider', flexShrink: 0 }}
        >
          {TABS.map((name) => (
            <Tab key={name} value={name} label={TAB_TITLES[name]} id={`tab-${name}`} aria-controls="tab-panel" />
          ))}
        </Tabs>
        <Box
          role="tabpanel"
          id="tab-panel"
          aria-labelledby={`tab-${tab}`}
          data-scroll-restoration-id={`dataset ${dataset.id} ${tab}`}
          sx={{ flexGrow: 1, minHeight: 0, ...(tab === 'faces' ? {} : { overflow: 'auto', px: 3, py: 2 }) }}
        >
          {tab === 'overview' && <OverviewTab dataset={dataset} />}
          {tab === 'faces' && <FacesTab dataset={dataset} />}
          {tab === 'split' && <SplitTab dataset={dataset} />}
          {tab === 'audit' && <AuditTab dataset={dataset} />}
          {tab === 'revisions' && <RevisionsTab dataset={dataset} />}
        </Box>
      </Box>
    </Page>
  );
}

function subtitleOf({ imageCount, excludedCount, relabelledCount, revision }: DatasetDetail): string {
  const parts = [
    plural(imageCount, 'face'),
    excludedCount > 0 ? `${formatCount(excludedCount)} excluded` : null,
    relabelledCount > 0 ? `${formatCount(relabelledCount)} relabelled` : null,
    revision > 0 ? `revision ${revision}` : null,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

function Gone() {
  return (
    <EmptyState
      title="There is no such data set"
      action={
        <Button component={Link} to="/datasets" variant="contained">
          All data sets
        </Button>
      }
    >
      It may have been removed, or the link may be of another workspace.
    </EmptyState>
  );
}
