import { Box, Button, Stack } from '@mui/material';
import { plural } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { DatasetDetail } from '#shared/contract/datasets.ts';
import { datasetLink } from '../search.ts';
import { BadRowsPanel } from './BadRowsPanel.tsx';
import { BalanceTable } from './BalanceTable.tsx';
import { BucketPanel } from './BucketPanel.tsx';
import { OriginPanel } from './OriginPanel.tsx';
import { RunsPanel } from './RunsPanel.tsx';

/** What a data set holds. */
export function OverviewTab({ dataset }: { readonly dataset: DatasetDetail }) {
  const { id, balance, sizes, formats, sources, groupCount, badCount } = dataset;
  return (
    <Stack spacing={2} sx={{ maxWidth: 1320 }}>
      <Panel
        title="Classes and splits"
        actions={
          <Button component={PageLink} link={datasetLink(id, { tab: 'audit' })} variant="outlined">
            Check for shortcuts
          </Button>
        }
      >
        <BalanceTable balance={balance} />
        <Box sx={{ mt: 1, typography: 'body2', color: 'text.secondary' }}>
          {groupCount === 0
            ? 'No groups: every face may come into any split.'
            : `${plural(groupCount, 'group')}: faces of one group stay together when they are divided.`}
        </Box>
      </Panel>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fit, minmax(280px, 1fr))' }}>
        <BucketPanel title="Sizes" buckets={sizes} />
        <BucketPanel title="Formats" buckets={formats} filterKey="format" datasetId={id} />
        {sources.length > 0 && <BucketPanel title="Sources" buckets={sources} filterKey="source" datasetId={id} />}
      </Box>
      <RunsPanel datasetId={id} />
      {badCount > 0 && <BadRowsPanel datasetId={id} badCount={badCount} />}
      <OriginPanel dataset={dataset} />
    </Stack>
  );
}
