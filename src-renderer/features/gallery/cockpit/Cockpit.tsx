import { Box, Skeleton, Stack, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useState } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { ThresholdCurve } from '#renderer/components/thresholds/ThresholdCurve.tsx';
import {
  CURVE_KINDS,
  CURVE_TITLES,
  type CurveKind,
  pointAt,
} from '#renderer/components/thresholds/threshold-curves.ts';
import type { GalleryScope, GalleryTest, Operating, OperatingPoint } from '#shared/contract/predictions.ts';
import { FAKE } from '#shared/domain/labels.ts';
import { type Costs, useHistogram, useOperating, useOutcomeCounts } from '../queries.ts';
import type { PageSearch } from '../search.ts';
import type { ChangeSearch } from '../use-gallery.ts';
import { Discipline } from './Discipline.tsx';
import { Figures } from './Figures.tsx';
import { Matrix } from './Matrix.tsx';
import { Presets } from './Presets.tsx';
import { Scores } from './Scores.tsx';
import { ThresholdSlider } from './ThresholdSlider.tsx';
import type { Threshold } from './use-threshold.ts';

export type CockpitProps = {
  readonly test: GalleryTest;
  readonly threshold: Threshold;
  /** What the gallery shows. */
  readonly scope: GalleryScope;
  readonly search: PageSearch;
  readonly change: ChangeSearch;
};

const WIDTH_PX = 372;
const EQUAL_COSTS: Costs = { missedFake: 1, falseAlarm: 1 };

/** One threshold for all: slider, confusion matrix, curves, histogram and the faces beside it move together. */
export function Cockpit(props: CockpitProps) {
  const [costs, setCosts] = useState(EQUAL_COSTS);
  const { test } = props;
  const { data, error, refetch } = useOperating(test.evaluation.id, costs);
  return (
    <Box
      component="aside"
      aria-label="Threshold"
      data-scroll-restoration-id={`cockpit ${test.evaluation.id}`}
      sx={{
        ...{ width: WIDTH_PX, flexShrink: 0, borderLeft: 1, borderColor: 'divider', overflow: 'auto' },
        ...{ bgcolor: 'background.paper', p: 2 },
      }}
    >
      {data === undefined && error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton variant="rounded" height={320} />}
      {data !== undefined && <Panel {...props} operating={data} costs={costs} onCosts={setCosts} />}
    </Box>
  );
}

type PanelProps = CockpitProps & {
  readonly operating: Operating;
  readonly costs: Costs;
  readonly onCosts: (costs: Costs) => void;
};

function Panel({ test, threshold, scope, change, search, operating, costs, onCosts }: PanelProps) {
  const { evaluationId } = scope;
  const [kind, setKind] = useState<CurveKind>('roc');
  const whole = useOutcomeCounts({ evaluationId, filter: {}, threshold: threshold.settled }).data;
  const histogram = useHistogram({ ...scope, filter: {}, threshold: threshold.settled }).data;
  const point = countsHere(operating, { threshold, counted: whole });
  return (
    <Stack spacing={2}>
      <Typography variant="h2">Threshold</Typography>
      <Discipline test={test} threshold={threshold} operating={operating} costs={costs} />
      <ThresholdSlider points={operating.points} threshold={threshold} />
      <Presets presets={operating.presets} threshold={threshold} costs={costs} onCosts={onCosts} />
      {point !== null && (
        <>
          <Matrix operating={operating} point={point} search={search} change={change} />
          <Figures operating={operating} point={point} />
        </>
      )}
      <Box>
        <ToggleButtonGroup
          exclusive
          value={kind}
          onChange={(_, next: CurveKind | null) => next !== null && setKind(next)}
          aria-label="Curve"
        >
          {CURVE_KINDS.map((one) => (
            <ToggleButton key={one} value={one}>
              {CURVE_TITLES[one]}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <ThresholdCurve
          kind={kind}
          data={operating}
          threshold={threshold.current}
          heightPx={230}
          onPoint={(chosen) => threshold.set(chosen.threshold)}
        />
      </Box>
      {histogram !== undefined && (
        <Scores
          counts={histogram}
          threshold={threshold.current}
          onBar={({ label, from, below }) =>
            change({
              filter: {
                ...search.filter,
                score: { from, below },
                outcomes:
                  label === FAKE ? ['fake-called-fake', 'fake-called-real'] : ['real-called-fake', 'real-called-real'],
              },
            })
          }
        />
      )}
    </Stack>
  );
}

type Here = {
  readonly threshold: Threshold;
  readonly counted: Readonly<Record<'fake-called-fake' | 'real-called-fake', number>> | undefined;
};

/** Exact where the slider stands on a measured point or a preset; elsewhere as the back end counts it, once the slider rests. */
function countsHere({ points, presets }: Operating, { threshold, counted }: Here): OperatingPoint | null {
  const { current, settled } = threshold;
  const measured = points[pointAt(points, current)];
  const preset = presets.find((one) => one.point?.threshold === current)?.point ?? null;
  if (preset !== null) return preset;
  if (measured?.threshold === current) return measured;
  if (counted !== undefined && current === settled)
    return {
      threshold: current,
      fakesCalledFake: counted['fake-called-fake'],
      realsCalledFake: counted['real-called-fake'],
    };
  return measured ?? null;
}
