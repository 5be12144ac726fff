import { Box, Stack, Typography } from '@mui/material';
import { memo, type Ref } from 'react';
import { Chart, type ChartHandle } from '../chart/Chart.tsx';
import { useChartColours } from '../chart/use-chart-colours.ts';
import { curveOption } from './curve-option.ts';
import type { Curves } from './curves.ts';
import { describeCurves } from './describe.ts';

export type CurveChartProps = Curves & {
  /** "Loss" */
  readonly title: string;
  readonly heightPx?: number;
  /** Charts of one group share crosshair and zoom: theirs is one x axis. */
  readonly group?: string;
  /** Default true where there are several curves: false where a legend stands beside the chart. */
  readonly hasKey?: boolean;
  readonly ref?: Ref<ChartHandle>;
};

const HEIGHT_PX = 200;

/**
 * Curves over steps, epochs or time: a raw line faint behind the smoothed one, the best epoch marked. Dragging zooms into a range of x, as does the wheel
 * with Ctrl; a double click shows all of it again.
 */
export const CurveChart = memo(function CurveChart({
  title,
  heightPx = HEIGHT_PX,
  group,
  hasKey = true,
  ref,
  ...curves
}: CurveChartProps) {
  const colours = useChartColours();
  return (
    <Stack component="figure" sx={{ m: 0, minWidth: 0 }}>
      <Stack direction="row" component="figcaption" sx={{ gap: 1.5, alignItems: 'baseline', flexWrap: 'wrap', px: 1 }}>
        <Typography variant="h3" component="h3">
          {title}
        </Typography>
        {hasKey && curves.series.length > 1 && curves.series.map((one) => <CurveKey key={one.name} {...one} />)}
      </Stack>
      <Chart
        option={curveOption(curves, colours)}
        heightPx={heightPx}
        label={describeCurves(title, curves)}
        isZoomable
        {...(group === undefined ? {} : { group })}
        {...(ref === undefined ? {} : { ref })}
      />
    </Stack>
  );
});

/** A legend beside the title takes no room from the curves. */
function CurveKey({ name, colour, isDashed = false, dash = null, isBold = false }: Curves['series'][number]) {
  const pattern = isDashed ? '4 3' : dash?.join(' ');
  return (
    <Typography
      variant="caption"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75, color: 'text.secondary' }}
    >
      <Box component="svg" width={18} height={4} aria-hidden sx={{ flexShrink: 0 }}>
        <line
          x1="0"
          x2="18"
          y1="2"
          y2="2"
          stroke={colour}
          strokeWidth={isBold ? 4 : 2}
          {...(pattern === undefined ? {} : { strokeDasharray: pattern })}
        />
      </Box>
      {name}
    </Typography>
  );
}
