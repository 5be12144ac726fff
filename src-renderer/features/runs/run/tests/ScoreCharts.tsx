import { Box, Skeleton } from '@mui/material';
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useMemo, useRef } from 'react';
import type { ChartHandle } from '#renderer/components/chart/Chart.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { galleryLink } from '#renderer/components/gallery-link.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import { ScoreHistogram } from '#renderer/components/thresholds/ScoreHistogram.tsx';
import { ThresholdCurve } from '#renderer/components/thresholds/ThresholdCurve.tsx';
import { CURVE_KINDS, CURVE_TITLES, type CurveKind } from '#renderer/components/thresholds/threshold-curves.ts';
import { useOperating, useScoreHistogram } from '#renderer/features/runs/queries.ts';
import { type GallerySearch, MOST_CONFIDENT_MISTAKES, type Operating } from '#shared/contract/predictions.ts';
import { type ClassName, FAKE } from '#shared/domain/labels.ts';
import type { EvaluationSummary } from '#shared/domain/records.ts';
import { PictureButtons } from '../PictureButtons.tsx';

export type ScoreChartsProps = { readonly test: EvaluationSummary; readonly runName: string };

const HEIGHT_PX = 260;

/** ROC, precision over recall, DET and the scores themselves: a point opens the mistakes at its threshold, a bar its faces. */
export function ScoreCharts({ test, runName }: ScoreChartsProps) {
  const router = useRouter();
  const { data, error, refetch } = useOperating(test.id);
  const histogram = useScoreHistogram(test.id).data;
  if (data === undefined)
    return error === null ? (
      <Skeleton variant="rounded" height={300} />
    ) : (
      <ErrorNotice error={error} onRetry={() => void refetch()} />
    );
  const open = (search: GallerySearch) => router.history.push(galleryLink(test.id, search));
  return (
    <Box
      sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'repeat(2, minmax(0, 1fr))' } }}
    >
      {CURVE_KINDS.map((kind) => (
        <CurvePanel
          key={kind}
          kind={kind}
          operating={data}
          positive={test.positiveClass}
          threshold={test.threshold}
          fileName={`${runName}-test-${test.id}-${kind}`}
          onThreshold={(threshold) => open({ ...MOST_CONFIDENT_MISTAKES, threshold })}
        />
      ))}
      <Panel title="Scores">
        {histogram === undefined ? (
          <Skeleton variant="rounded" height={HEIGHT_PX} />
        ) : (
          <ScoreHistogram
            counts={histogram}
            threshold={test.threshold}
            heightPx={HEIGHT_PX}
            onBar={({ label, from, below }) => {
              const outcomes: GallerySearch['filter'] =
                label === FAKE
                  ? { outcomes: ['fake-called-fake', 'fake-called-real'] }
                  : { outcomes: ['real-called-fake', 'real-called-real'] };
              open({ filter: { ...outcomes, score: { from, below } }, sort: 'score' });
            }}
          />
        )}
        <Hint>Logarithmic. A click on a bar shows its faces.</Hint>
      </Panel>
    </Box>
  );
}

type CurvePanelProps = {
  readonly kind: CurveKind;
  readonly operating: Operating;
  readonly positive: ClassName;
  readonly threshold: number;
  readonly fileName: string;
  readonly onThreshold: (threshold: number) => void;
};

function CurvePanel({ kind, operating, positive, threshold, fileName, onThreshold }: CurvePanelProps) {
  const handle = useRef<ChartHandle>(null);
  const data = useMemo(() => ({ ...operating, positive }), [operating, positive]); // a chart draws a thousand points anew for another object
  const title = `${CURVE_TITLES[kind]}, ${positive} positive`;
  return (
    <Panel title={title} actions={<PictureButtons chart={handle} name={fileName} what={title} />}>
      <ThresholdCurve
        ref={handle}
        kind={kind}
        data={data}
        threshold={threshold}
        heightPx={HEIGHT_PX}
        onPoint={(point) => onThreshold(point.threshold)}
      />
      <Hint>A click on the curve shows the mistakes at that threshold.</Hint>
    </Panel>
  );
}

const Hint = ({ children }: { readonly children: ReactNode }) => (
  <Box component="span" sx={{ typography: 'caption', color: 'text.secondary' }}>
    {children}
  </Box>
);
