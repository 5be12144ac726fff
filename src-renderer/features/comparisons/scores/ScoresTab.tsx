import { Box, Skeleton, Stack } from '@mui/material';
import { useState } from 'react';
import { useChartColours } from '#renderer/components/chart/use-chart-colours.ts';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { flipLink } from '../links.ts';
import { useScores } from '../queries.ts';
import { RunLegend } from '../sides/RunLegend.tsx';
import type { Side } from '../sides/side.ts';
import { type TestChoice, TestSetSelect } from '../sides/TestSetSelect.tsx';
import { CutBar, startOf } from './CutBar.tsx';
import type { Cut } from './cut.ts';
import { ScoreColumn } from './ScoreColumn.tsx';
import { ScoreCurve } from './ScoreCurve.tsx';
import { type ScoredSide, scoreCharts } from './score-charts.ts';

export type ScoresTabProps = { readonly sides: readonly Side[]; readonly tests: TestChoice };

const MOST_COLUMN_PX = 440;

/** What the networks' scores are worth at every threshold, and what the ones in force make of the faces. */
export function ScoresTab({ sides, tests }: ScoresTabProps) {
  const positive = sides.find(({ test }) => test !== null)?.test?.positiveClass ?? 'fake';
  const { axis } = useChartColours();
  const answers = useScores(
    sides.map(({ test }) => test && { evaluationId: test.evaluationId, positiveClass: positive }),
  );
  const failed = answers.find(({ error }) => error !== null);
  const scored = sides.flatMap((side, i): ScoredSide[] => {
    const scores = side.test === null ? undefined : answers[i]?.data;
    return scores === undefined ? [] : [{ side, scores }];
  });
  const isWaiting = sides.some(({ test }, i) => test !== null && answers[i]?.data === undefined);
  const [first] = sides;
  const [chosen, setChosen] = useState<Cut | null>(null);
  const withCurves = scored.filter(({ scores }) => scores.roc !== null);
  const isChosenThere = withCurves.some(({ scores }) => scores.evaluationId === chosen?.evaluationId);
  const [curved] = withCurves;
  const cut = isChosenThere ? chosen : curved === undefined ? null : startOf(withCurves, curved.scores.evaluationId);
  if (sides.every(({ test }) => test === null))
    return (
      <Stack spacing={2}>
        {tests.sets.length > 0 && <TestSetSelect choice={tests} runCount={sides.length} />}
        <EmptyState
          title="None of these runs was tested"
          action={first !== undefined && <PageLink link={`/runs/${first.id}?tab=tests`}>Test {first.name}</PageLink>}
        >
          Curves, calibration and confusion matrices come from the scores of a test.
        </EmptyState>
      </Stack>
    );
  return (
    <Stack spacing={2}>
      <Stack direction="row" sx={{ gap: 2, alignItems: 'center', flexWrap: 'wrap' }}>
        <TestSetSelect choice={tests} runCount={sides.length} />
        <RunLegend sides={sides.filter(({ test }) => test !== null)} />
      </Stack>
      {failed !== undefined && <ErrorNotice error={failed.error} onRetry={() => void failed.refetch()} />}
      {isWaiting && failed === undefined && <Skeleton variant="rounded" height={300} />}
      {scored.length > 0 && (
        <Box
          sx={{
            display: 'grid',
            gap: 2,
            gridTemplateColumns: {
              xs: 'minmax(0, 1fr)',
              md: 'repeat(2, minmax(0, 1fr))',
              xl: 'repeat(3, minmax(0, 1fr))',
            },
          }}
        >
          {scoreCharts(scored, { positive, axis }).map((chart) => (
            <ScoreCurve key={chart.id} chart={chart} cut={cut} />
          ))}
          {cut !== null && (
            <Box sx={{ gridColumn: { xl: '1 / -1' } }}>
              <CutBar scored={withCurves} cut={cut} onCut={setChosen} />
            </Box>
          )}
        </Box>
      )}
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: 'repeat(auto-fit, minmax(300px, 1fr))',
          maxWidth: MOST_COLUMN_PX * sides.length,
        }}
      >
        {sides.map((side) => (
          <ScoreColumn
            key={side.id}
            side={side}
            scores={scored.find((one) => one.side === side)?.scores ?? null}
            flip={
              side === first || first?.test == null || side.test === null
                ? null
                : flipLink(first.test.evaluationId, side.test.evaluationId)
            }
          />
        ))}
      </Box>
    </Stack>
  );
}
