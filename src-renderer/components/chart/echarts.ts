/** ECharts with the parts that Facet draws with, and no other. */
import { BarChart, HeatmapChart, LineChart, ParallelChart, ScatterChart } from 'echarts/charts';
import {
  AxisPointerComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  ParallelComponent,
  ToolboxComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { connect, type EChartsInitOpts, type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import { afterZoomKey, type ZoomRange } from './key-zoom.ts';
import type { ChartColours } from './use-chart-colours.ts';

use([
  AxisPointerComponent,
  BarChart,
  CanvasRenderer,
  DataZoomComponent,
  GridComponent,
  HeatmapChart,
  LegendComponent,
  LineChart,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  ParallelChart,
  ParallelComponent,
  ScatterChart,
  SVGRenderer,
  ToolboxComponent,
  TooltipComponent,
  VisualMapComponent,
]);

export const createChart = (
  element: HTMLDivElement,
  colours: ChartColours,
  options: EChartsInitOpts = {},
): EChartsType => init(element, chartTheme(colours), { renderer: 'canvas', ...options });

export function connectGroup(chart: EChartsType, group: string): void {
  chart.group = group;
  connect(group);
}

/** ECharts zooms by dragging with a tool of its toolbox: taken up for good, and its buttons left out of sight. */
export function letDragZoom(chart: EChartsType): void {
  chart.setOption({
    toolbox: { itemSize: 0, top: -40, feature: { dataZoom: { yAxisIndex: 'none', filterMode: 'none' } } },
  });
  chart.dispatchAction({ type: 'takeGlobalCursor', key: 'dataZoomSelect', dataZoomSelectActive: true });
  chart.getZr().on('dblclick', () => chart.dispatchAction({ type: 'dataZoom', start: 0, end: 100 }));
}

/** False where the key means nothing to a chart. Charts of its group follow. */
export function zoomByKey(chart: EChartsType, key: string): boolean {
  const { dataZoom } = chart.getOption() as { readonly dataZoom?: readonly ZoomRange[] }; // ECharts types no option that it gives back
  const range = afterZoomKey(key, dataZoom?.[0] ?? { start: 0, end: 100 });
  if (range !== null) chart.dispatchAction({ type: 'dataZoom', ...range });
  return range !== null;
}

/** Tooltips are drawn as text on the canvas: the page's policy allows no inline styles, which ECharts' HTML tooltip needs. */
function chartTheme({ text, secondary, axis, grid, paper, divider, font }: ChartColours) {
  const axisStyle = {
    axisLine: { lineStyle: { color: axis } },
    axisTick: { lineStyle: { color: axis } },
    axisLabel: { color: secondary, fontFamily: font },
    nameTextStyle: { color: secondary, fontFamily: font },
    splitLine: { lineStyle: { color: grid } },
  };
  return {
    textStyle: { fontFamily: font, color: text },
    legend: { textStyle: { color: text }, inactiveColor: secondary },
    tooltip: {
      renderMode: 'richText',
      confine: true,
      backgroundColor: paper,
      borderColor: divider,
      textStyle: { color: text, fontSize: 12 },
      axisPointer: { lineStyle: { color: axis }, crossStyle: { color: axis } },
    },
    categoryAxis: axisStyle,
    valueAxis: axisStyle,
    logAxis: axisStyle,
    timeAxis: axisStyle,
    parallel: { axisLine: axisStyle.axisLine },
  };
}
