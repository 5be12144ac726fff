import { Box } from '@mui/material';
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { type KeyboardEvent, type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef } from 'react';
import { ChartKeys } from './ChartKeys.tsx';
import { connectGroup, createChart, letDragZoom, zoomByKey } from './echarts.ts';
import { ZOOM_KEYS } from './key-zoom.ts';
import { useChartColours } from './use-chart-colours.ts';

export type ChartHandle = {
  /** PNG or SVG of what is shown, as a data URL. */
  readonly picture: (type: 'png' | 'svg') => string;
};

export type ChartProps = {
  /** Series, axes, tooltip; colours of text, axes and grid come from the theme. */
  readonly option: EChartsCoreOption;
  readonly heightPx: number;
  /** What it shows, for who cannot see it: "Loss by epoch, falling from 0.69 to 0.04". */
  readonly label: string;
  /** Charts of one group share crosshair and zoom. */
  readonly group?: string;
  /** Dragging selects a range of x to zoom into, a double click shows all again; a stop of the Tab key, where keys do the same. The option needs a `dataZoom` for x. */
  readonly isZoomable?: boolean;
  readonly onClick?: (event: {
    readonly seriesName?: string;
    readonly dataIndex?: number;
    readonly value?: unknown;
  }) => void;
  readonly ref?: Ref<ChartHandle>;
};

/**
 * The one place that draws charts. Follows its width, the theme and the option; merges, so that live data does not flicker. What it would show out of
 * sight is drawn when it comes into sight.
 */
export function Chart({ option, heightPx, label, group, isZoomable = false, onClick, ref }: ChartProps) {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType | null>(null);
  const isInSight = useRef(false);
  const isDue = useRef(false);
  const colours = useChartColours();
  const draw = useEffectEvent(() => {
    isDue.current = false;
    chart.current?.setOption({ animation: false, ...option }, { replaceMerge: ['series', 'xAxis', 'yAxis', 'grid'] });
  });

  useEffect(() => {
    if (element.current === null) return;
    const created = createChart(element.current, colours);
    chart.current = created;
    if (group !== undefined) connectGroup(created, group);
    if (isZoomable) letDragZoom(created);
    const observer = new ResizeObserver(() => created.resize());
    observer.observe(element.current);
    const sight = new IntersectionObserver((entries) => {
      isInSight.current = entries.at(-1)?.isIntersecting ?? false;
      if (isInSight.current && isDue.current) draw();
    });
    sight.observe(element.current);
    return () => {
      observer.disconnect();
      sight.disconnect();
      created.dispose();
      chart.current = null;
    };
  }, [colours, group, isZoomable]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a chart made anew for other colours or another group needs its option again
  useEffect(() => {
    isDue.current = true;
    if (isInSight.current) draw();
  }, [option, colours, group, isZoomable]);

  useEffect(() => {
    const current = chart.current;
    if (current === null || onClick === undefined) return;
    current.on('click', onClick as never); // ECharts types its events by name
    return () => void current.off('click', onClick as never);
  }, [onClick]);

  useImperativeHandle(ref, () => ({
    picture: (type) => {
      const current = chart.current;
      if (current === null) return '';
      if (isDue.current) draw();
      if (type === 'png') return current.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: colours.paper });
      return svgOf(option, { widthPx: current.getWidth(), heightPx, colours });
    },
  }));

  const zooming = {
    tabIndex: 0,
    'aria-keyshortcuts': ZOOM_KEYS,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || chart.current === null) return;
      if (zoomByKey(chart.current, event.key)) event.preventDefault();
    },
  };
  return (
    <>
      {isZoomable && <ChartKeys />}
      <Box
        ref={element}
        role="img"
        aria-label={label}
        {...(isZoomable ? zooming : {})}
        sx={{ width: '100%', height: heightPx }}
      />
    </>
  );
}

function svgOf(
  option: EChartsCoreOption,
  { widthPx, heightPx, colours }: { widthPx: number; heightPx: number; colours: ReturnType<typeof useChartColours> },
): string {
  const hidden = document.createElement('div');
  const drawing = createChart(hidden, colours, { renderer: 'svg', width: widthPx, height: heightPx });
  drawing.setOption({ animation: false, ...option });
  const url = drawing.getDataURL({ type: 'svg' });
  drawing.dispose();
  return url;
}
