import { Box, Button, Link, Stack } from '@mui/material';
import { formatCount, plural } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { DatasetSummary } from '#shared/domain/records.ts';

export type RecentDataProps = { readonly datasets: readonly DatasetSummary[]; readonly total: number };

const MOST_SHOWN = 5;

/** The newest data sets, and how their classes stand to each other. */
export function RecentData({ datasets, total }: RecentDataProps) {
  if (datasets.length === 0) return null;
  return (
    <Panel
      title="Newest data"
      actions={
        <Button component={PageLink} link="/datasets" color="inherit" sx={{ mr: -1 }}>
          All {formatCount(total)}
        </Button>
      }
    >
      <Stack component="ul" spacing={1} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {datasets.slice(0, MOST_SHOWN).map(({ id, name, imageCount, realCount, fakeCount }) => (
          <Box component="li" key={id} sx={{ minWidth: 0 }}>
            <Link component={PageLink} link={`/datasets/${id}`} color="inherit" variant="body2" sx={NAME}>
              {name}
            </Link>
            <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
              {plural(imageCount, 'image')}: {formatCount(realCount)} real, {formatCount(fakeCount)} fake
            </Box>
          </Box>
        ))}
      </Stack>
    </Panel>
  );
}

const NAME = {
  display: 'block',
  fontWeight: 560,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
} as const;
