import { Box } from '@mui/material';
import { Ago } from '#renderer/components/Ago.tsx';
import { Facts } from '#renderer/components/Facts.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { ColumnMapping, DatasetDetail } from '#shared/contract/datasets.ts';

/** Where the rows come from, and how they were read. */
export function OriginPanel({ dataset }: { readonly dataset: DatasetDetail }) {
  const { csvPath, imagesFolder, mapping, metadataColumns, createdAtMs } = dataset;
  return (
    <Panel title="Where it comes from">
      <Facts
        facts={[
          ['CSV', <Path key="csv" path={csvPath} />],
          imagesFolder === null ? null : ['Paths start at', <Path key="folder" path={imagesFolder} />],
          mapping === null ? null : ['Columns', mappingWords(mapping)],
          metadataColumns.length === 0 ? null : ['Kept with each face', metadataColumns.join(', ')],
          ['Added', <Ago key="added" atMs={createdAtMs} />],
        ]}
      />
    </Panel>
  );
}

const Path = ({ path }: { readonly path: string }) => (
  <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
    {path}
  </Box>
);

function mappingWords({ path, label, realValues, fakeValues, group, split, source }: ColumnMapping): string {
  const parts = [
    `path: ${path}`,
    `label: ${label} (real = ${realValues.join(', ')}; fake = ${fakeValues.join(', ')})`,
    group === null ? null : `group: ${group}`,
    split === null ? null : `split: ${split}`,
    source === null ? null : `source: ${source}`,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
