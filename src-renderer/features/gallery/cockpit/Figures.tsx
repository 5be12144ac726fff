import { Box } from '@mui/material';
import { formatCount, formatMetric, formatPercent } from '#renderer/components/format.ts';
import type { Operating, OperatingPoint } from '#shared/contract/predictions.ts';
import { wilsonInterval } from '#shared/metrics/intervals.ts';
import { ratio } from '#shared/metrics/scored.ts';

export type FiguresProps = { readonly operating: Operating; readonly point: OperatingPoint };

/** What follows from the matrix, fake positive; and what no threshold changes. */
export function Figures({ operating: { fakes, reals, n, auc, equalErrorRate }, point }: FiguresProps) {
  const { fakesCalledFake, realsCalledFake } = point;
  const right = fakesCalledFake + reals - realsCalledFake;
  const interval = n === 0 ? null : wilsonInterval(right, n);
  const rows: readonly (readonly [name: string, value: string])[] = [
    [
      'Accuracy',
      `${formatPercent(ratio(right, n))}${interval === null ? '' : ` (95 %: ${formatPercent(interval.low)} to ${formatPercent(interval.high)})`}`,
    ],
    ['Fakes found (recall)', formatPercent(ratio(fakesCalledFake, fakes))],
    ['Reals called fake', formatPercent(ratio(realsCalledFake, reals), 2)],
    ['Precision, fake positive', formatPercent(ratio(fakesCalledFake, fakesCalledFake + realsCalledFake))],
    ['F1, fake positive', formatMetric(ratio(2 * fakesCalledFake, fakes + fakesCalledFake + realsCalledFake))],
    ['AUC · equal error rate', `${formatMetric(auc)} · ${formatPercent(equalErrorRate)}`],
    ['Faces', `${formatCount(n)}: ${formatCount(fakes)} fake, ${formatCount(reals)} real`],
  ];
  return (
    <Box
      component="dl"
      sx={{ m: 0, display: 'grid', gridTemplateColumns: 'auto 1fr', columnGap: 2, rowGap: 0.25, typography: 'body2' }}
    >
      {rows.map(([name, value]) => (
        <Box key={name} sx={{ display: 'contents' }}>
          <Box component="dt" sx={{ color: 'text.secondary' }}>
            {name}
          </Box>
          <Box component="dd" sx={{ m: 0, textAlign: 'right' }}>
            {value}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
