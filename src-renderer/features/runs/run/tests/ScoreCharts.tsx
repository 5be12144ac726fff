import { Box, Skeleton } from '@mui/material';
import { useRef } from 'react';
import type { ChartHandle } from '#renderer/components/chart/Chart.tsx';
import { useChartColours } from '#renderer/components/chart/use-chart-colours.ts';
import { CurveChart } from '#renderer/components/curves/CurveChart.tsx';
import type { CurveSeries } from '#renderer/components/curves/curves.ts';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import { useScoreCurves } from '#renderer/features/runs/queries.ts';
import type { EvaluationSummary } from '#shared/domain/records.ts';
import { PictureButtons } from '../PictureButtons.tsx';

export type ScoreChartsProps = { readonly test: EvaluationSummary; readonly runName: string };

/** ROC and precision over recall, from the stored scores. */
export function ScoreCharts({ test, runName }: ScoreChartsProps) {
  const { data, error, refetch } = useScoreCurves(test.id);
  const { real, fake, axis } = useChartColours();
  if (data === undefined)
    return error === null ? (
      <Skeleton variant="rounded" height={300} />
    ) : (
      <ErrorNotice error={error} onRetry={() => void refetch()} />
    );
  const { roc, precisionRecall, positiveClass } = data;
  const colour = positiveClass === 'fake' ? fake : real;
  const name = `${runName}-test-${test.id}`;
  return (
    <Box
      sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' } }}
    >
      <ScoreChart
        title={`ROC, ${positiveClass} positive`}
        fileName={`${name}-roc`}
        xName="false positive rate"
        yName="true positive rate"
        series={
          roc === null
            ? null
            : [
                {
                  name: 'true positive rate',
                  colour,
                  x: roc.falsePositiveRate,
                  y: roc.truePositiveRate,
                  isExact: true,
                },
                { name: 'chance', colour: axis, x: [0, 1], y: [0, 1], isExact: true, isDashed: true },
              ]
        }
      />
      <ScoreChart
        title={`Precision–recall, ${positiveClass} positive`}
        fileName={`${name}-precision-recall`}
        xName="recall"
        yName="precision"
        series={
          precisionRecall === null
            ? null
            : [{ name: 'precision', colour, x: precisionRecall.recall, y: precisionRecall.precision, isExact: true }]
        }
      />
    </Box>
  );
}

type ScoreChartProps = {
  readonly title: string;
  readonly fileName: string;
  readonly xName: string;
  readonly yName: string;
  /** Null where a class is missing. */
  readonly series: readonly CurveSeries[] | null;
};

const HEIGHT_PX = 260;
const share = (value: number) => String(Number(value.toFixed(3)));

function ScoreChart({ title, fileName, xName, yName, series }: ScoreChartProps) {
  const handle = useRef<ChartHandle>(null);
  if (series === null)
    return (
      <Panel title={title}>
        <EmptyState title="There is none">It takes faces of both classes.</EmptyState>
      </Panel>
    );
  return (
    <Panel>
      <Box sx={{ position: 'relative', pt: 0.5, '& figcaption': { pr: 14 } }}>
        <Box sx={{ position: 'absolute', top: 0, right: 0, zIndex: 1 }}>
          <PictureButtons chart={handle} name={fileName} what={title} />
        </Box>
        <CurveChart
          ref={handle}
          title={title}
          heightPx={HEIGHT_PX}
          series={series}
          xAxis={{ name: xName, format: share, min: 0, max: 1 }}
          yAxis={{ name: yName, format: share, min: 0, max: 1 }}
          smoothing={0}
          mark={null}
        />
      </Box>
    </Panel>
  );
}
