import { Box, Stack, Typography } from '@mui/material';
import { formatMetric, plural } from '#renderer/components/format.ts';
import { galleryLink } from '#renderer/components/gallery-link.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { RunSwatch } from '#renderer/components/RunSwatch.tsx';
import type { RunLook } from '#renderer/components/run-look.ts';
import type { FlipSide } from '#shared/contract/comparisons.ts';

export type SideFactsProps = {
  readonly side: FlipSide;
  readonly name: string;
  readonly look: RunLook;
  readonly isBaseline: boolean;
};

/** Which test it is, and from which score on it calls a face fake. */
export function SideFacts({ side, name, look, isBaseline }: SideFactsProps) {
  return (
    <Stack direction="row" sx={{ gap: 1, alignItems: 'flex-start', minWidth: 0 }}>
      <Box sx={{ pt: 0.75 }}>
        <RunSwatch look={look} isBaseline={isBaseline} />
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="h3" component="h2" noWrap title={name}>
          {side.run === null ? name : <PageLink link={`/runs/${side.run.id}`}>{name}</PageLink>}
        </Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          <PageLink link={galleryLink(side.evaluationId, { threshold: side.threshold })}>
            {plural(side.imageCount, 'face')}
          </PageLink>{' '}
          of {side.datasetName}
          {side.splitName === 'valid' ? ', validation faces' : ''}; fake from {formatMetric(side.threshold)} on:{' '}
          {side.thresholdSource.words}
        </Typography>
      </Box>
    </Stack>
  );
}
