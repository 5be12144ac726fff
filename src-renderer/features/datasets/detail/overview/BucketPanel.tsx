import { Box, Stack, Link as TextLink } from '@mui/material';
import { formatCount } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { Bucket } from '#shared/contract/datasets.ts';
import type { DatasetId } from '#shared/domain/records.ts';
import { datasetLink } from '../search.ts';

export type BucketPanelProps = {
  readonly title: string;
  readonly buckets: readonly Bucket[];
  /** Where the names are values of a filter: they lead to the faces. */
  readonly filterKey?: 'format' | 'source';
  readonly datasetId?: DatasetId;
};

/** How many faces of each class have one size, format or source: where they differ, a network may learn it instead of faces. */
export function BucketPanel({ title, buckets, filterKey, datasetId }: BucketPanelProps) {
  const most = Math.max(1, ...buckets.map(({ real, fake }) => real + fake));
  return (
    <Panel title={title}>
      <Stack component="ul" spacing={0.75} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {buckets.map(({ name, real, fake }) => (
          <Box component="li" key={name}>
            <Box sx={{ display: 'flex', gap: 1, typography: 'body2' }}>
              <Box sx={{ flexGrow: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' }}>
                {filterKey === undefined || datasetId === undefined || name === 'other' ? (
                  name
                ) : (
                  <TextLink
                    component={PageLink}
                    link={datasetLink(datasetId, { tab: 'faces', [filterKey]: name })}
                    color="inherit"
                  >
                    {name}
                  </TextLink>
                )}
              </Box>
              <Box sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
                {formatCount(real)} real, {formatCount(fake)} fake
              </Box>
            </Box>
            <Box
              aria-hidden
              sx={{
                display: 'flex',
                gap: '2px',
                height: 6,
                mt: 0.25,
                width: `${(100 * (real + fake)) / most}%`,
                minWidth: 4,
              }}
            >
              {real > 0 && <Box sx={{ bgcolor: 'real.main', flex: `${real} 0 0`, borderRadius: 0.5 }} />}
              {fake > 0 && <Box sx={{ bgcolor: 'fake.main', flex: `${fake} 0 0`, borderRadius: 0.5 }} />}
            </Box>
          </Box>
        ))}
      </Stack>
    </Panel>
  );
}
