import { Box, MenuItem, Slider, Stack, TextField, Typography } from '@mui/material';
import { formatCount, plural } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { Outcome } from '#shared/domain/outcomes.ts';
import { EvaluationId } from '#shared/domain/records.ts';
import { outcomesLink } from '../links.ts';
import { type Cut, countsAt, cutsOf, nearestCut } from './cut.ts';
import type { ScoredSide } from './score-charts.ts';

export type CutBarProps = {
  /** Of tests with faces of both classes. */
  readonly scored: readonly ScoredSide[];
  readonly cut: Cut;
  readonly onCut: (cut: Cut) => void;
};

export const MISTAKES: readonly Outcome[] = ['fake-called-real', 'real-called-fake'];

const written = (threshold: number) => String(Number(threshold.toPrecision(4)));

/** One threshold, marked on all curves: what it makes of the faces of one test, each number a way to them. Without a mouse, the way to the points of the curves. */
export function CutBar({ scored, cut, onCut }: CutBarProps) {
  const shown = scored.find(({ scores }) => scores.evaluationId === cut.evaluationId);
  if (shown === undefined) return null;
  const { scores } = shown;
  const cuts = cutsOf(scores);
  const counts = countsAt(scores, cut.threshold);
  const to = (outcomes: readonly Outcome[]) => outcomesLink(cut.evaluationId, { outcomes, threshold: cut.threshold });
  return (
    <Panel>
      <Stack direction="row" sx={{ columnGap: 3, rowGap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <TextField
          select
          label="Threshold of"
          value={cut.evaluationId}
          onChange={({ target }) => onCut(startOf(scored, EvaluationId.parse(Number(target.value))))}
          sx={{ width: 220 }}
        >
          {scored.map(({ side, scores: { evaluationId } }) => (
            <MenuItem key={evaluationId} value={evaluationId}>
              {side.name}
            </MenuItem>
          ))}
        </TextField>
        <Slider
          aria-label="Threshold marked on the curves"
          min={0}
          max={cuts.length - 1}
          value={nearestCut(cuts, cut.threshold)}
          getAriaValueText={() => written(cut.threshold)}
          onChange={(_, place) => onCut({ ...cut, threshold: cuts[Number(place)] ?? cut.threshold })}
          sx={{ width: 240 }}
        />
        <Typography variant="body2" component="div" sx={{ flexGrow: 1, minWidth: 320 }}>
          <Box component="span" sx={{ color: 'text.secondary' }}>
            Called fake from {written(cut.threshold)} on:{' '}
          </Box>
          {counts !== null && (
            <>
              <PageLink link={to(['real-called-fake'])}>
                {formatCount(counts.falseAlarms)} of {plural(counts.reals, 'real face')} called fake
              </PageLink>
              ,{' '}
              <PageLink link={to(['fake-called-real'])}>
                {formatCount(counts.missedFakes)} of {plural(counts.fakes, 'fake')} missed
              </PageLink>
              ; <PageLink link={to(MISTAKES)}>both</PageLink>.
            </>
          )}
        </Typography>
      </Stack>
      <Typography variant="caption" sx={{ color: 'text.secondary', pt: 0.5 }}>
        The diamonds on the curves. A click on any point of a curve opens the faces that are called wrongly there.
      </Typography>
    </Panel>
  );
}

/** A test at the threshold that is in force for it. */
export function startOf(scored: readonly ScoredSide[], evaluationId: EvaluationId): Cut {
  const scores = scored.find((one) => one.scores.evaluationId === evaluationId)?.scores;
  const cuts = scores === undefined ? [] : cutsOf(scores);
  const threshold = scores?.threshold ?? 0;
  return { evaluationId, threshold: cuts[nearestCut(cuts, threshold)] ?? threshold };
}
