import { Box, Stack, Typography } from '@mui/material';
import { formatMetric, plural } from '#renderer/components/format.ts';
import { galleryLink } from '#renderer/components/gallery-link.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import { RunSwatch } from '#renderer/components/RunSwatch.tsx';
import type { TestScores } from '#shared/contract/comparisons.ts';
import { MOST_CONFIDENT_MISTAKES } from '#shared/contract/predictions.ts';

import type { Side } from '../sides/side.ts';
import { CalibrationBars } from './CalibrationBars.tsx';
import { ConfusionCells } from './ConfusionCells.tsx';

export type ScoreColumnProps = {
  readonly side: Side;
  /** Null where it has no test, or it is on its way. */
  readonly scores: TestScores | null;
  /** The faces on which it and the baseline differ. */
  readonly flip: string | null;
};

/** One test at the threshold in force: confusion matrix and calibration, each number and bar a way to its faces. */
export function ScoreColumn({ side, scores, flip }: ScoreColumnProps) {
  const { name, test, id, look, isBaseline } = side;
  return (
    <Panel>
      <Stack spacing={1.5}>
        <Stack direction="row" sx={{ gap: 1, alignItems: 'center', minWidth: 0 }}>
          <RunSwatch look={look} isBaseline={isBaseline} />
          <Typography variant="h3" component="h2" noWrap title={name}>
            {name}
          </Typography>
        </Stack>
        {test === null && (
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            Not tested on these faces. <PageLink link={`/runs/${id}?tab=tests`}>Test it</PageLink>
          </Typography>
        )}
        {test !== null && scores !== null && (
          <>
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>
              {plural(scores.n, 'face')}; called fake from a score of {formatMetric(scores.threshold)} on,{' '}
              {test.thresholdSource.words}.
            </Typography>
            <ConfusionCells scores={scores} runName={name} />
            <CalibrationBars scores={scores} runName={name} />
            <Stack direction="row" sx={{ columnGap: 2, rowGap: 0.5, flexWrap: 'wrap', typography: 'body2' }}>
              <PageLink
                link={galleryLink(test.evaluationId, { ...MOST_CONFIDENT_MISTAKES, threshold: scores.threshold })}
              >
                Most confident mistakes
              </PageLink>
              {flip !== null && <PageLink link={flip}>Faces on which it and the baseline differ</PageLink>}
            </Stack>
          </>
        )}
        {test !== null && scores === null && <Box sx={{ color: 'text.secondary', typography: 'body2' }}>…</Box>}
      </Stack>
    </Panel>
  );
}
