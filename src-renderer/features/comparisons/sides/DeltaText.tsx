import { Box, Tooltip } from '@mui/material';
import type { ReactNode } from 'react';
import { deltaOf, widerSpread } from '#shared/domain/deltas.ts';
import { differenceText, type FigureCell, type FigureRow, figureText, TOLERANCE } from './figures.ts';

export type DeltaTextProps = { readonly row: FigureRow; readonly cell: FigureCell; readonly baseline: FigureCell };

const LOOKS = {
  better: { colour: 'success.main', arrow: '▲', word: 'better' },
  worse: { colour: 'error.main', arrow: '▼', word: 'worse' },
  noise: { colour: 'text.secondary', arrow: '≈', word: 'noise' },
} as const;

/** How far a figure is from the baseline's: a sign, and by arrow and word whether that is better, worse, or no more than another seed makes. */
export function DeltaText({ row: { unit, better }, cell, baseline }: DeltaTextProps) {
  const spread = widerSpread(cell.spread, baseline.spread);
  const delta = deltaOf(cell.value, baseline.value, { better, tolerance: TOLERANCE[unit], spread });
  if (delta === null) return null;
  if (delta.verdict === 'alike' && better === null) return null;
  if (delta.verdict === 'alike') return <Small colour="text.secondary">alike</Small>;
  const text = differenceText(delta.difference, unit);
  if (delta.verdict === null) return <Small colour="text.secondary">{text}</Small>;
  const { colour, arrow, word } = LOOKS[delta.verdict];
  const shown = (
    <Small colour={colour}>
      <span aria-hidden>{arrow} </span>
      {text} {word}
    </Small>
  );
  if (delta.verdict !== 'noise') return shown;
  return (
    <Tooltip
      describeChild
      title={`Runs that differ in their seed alone lie ${figureText(spread, unit)} apart: this is no more.`}
    >
      <Box tabIndex={0} sx={{ width: 'fit-content' }}>
        {shown}
      </Box>
    </Tooltip>
  );
}

const Small = ({ colour, children }: { readonly colour: string; readonly children: ReactNode }) => (
  <Box component="small" sx={{ display: 'block', color: colour, whiteSpace: 'nowrap' }}>
    {children}
  </Box>
);
