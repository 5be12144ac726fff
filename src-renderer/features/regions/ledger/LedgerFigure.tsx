import { Box, TableCell } from '@mui/material';
import { formatCount, MISSING } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { Outcome } from '#shared/domain/outcomes.ts';
import { FACE_REGION_TITLES, type FaceRegion } from '#shared/domain/regions.ts';
import { facesLink } from '../gallery-link.ts';
import type { Measure } from '../search.ts';
import { formatMeasured, formatRange, outcomeTitle } from '../words.ts';
import { cellOf, figureOf } from './ledger-values.ts';
import type { ShownLedger } from './shown-ledger.ts';

export type LedgerFigureProps = {
  readonly shown: ShownLedger;
  readonly region: FaceRegion;
  readonly outcome: Outcome;
  readonly measure: Measure;
  /** Has the deepest tint, and what is larger has it too. */
  readonly largest: number;
  /** A line to its left. */
  readonly isFirstOfGroup: boolean;
};

/** One figure with its interval on a tint of its size; opens its faces, those with the largest share first. */
export function LedgerFigure({ shown, region, outcome, measure, largest, isFirstOfGroup }: LedgerFigureProps) {
  const { name, ledger } = shown;
  const cell = cellOf(ledger, region, outcome);
  const figure = figureOf(cell, { measure, ledger });
  const line = isFirstOfGroup ? { borderLeft: 1, borderLeftColor: 'divider' } : {};
  if (cell === null || figure === null)
    return (
      <TableCell align="right" sx={{ ...line, color: 'text.secondary' }} title="No face of this outcome was measured.">
        {MISSING}
      </TableCell>
    );
  const value = formatMeasured(figure.mean, measure);
  const range = formatRange(figure, measure);
  return (
    <TableCell
      align="right"
      padding="none"
      sx={{ ...line, ...tint(figure.mean, largest), p: '0 !important', height: 1 }}
    >
      <Box
        component={PageLink}
        link={facesLink(ledger, { outcome, region, threshold: ledger.threshold })}
        title={`n = ${formatCount(cell.n)}; opens its faces, the largest share first`}
        sx={LINK}
      >
        <Box component="span" sx={HIDDEN}>{`${FACE_REGION_TITLES[region]}, ${outcomeTitle(outcome)}, ${name}: `}</Box>
        <Box component="span" className="value" sx={{ display: 'block', fontWeight: 560 }}>
          {value}
        </Box>
        <Box component="span" sx={HIDDEN}>
          {'95 % interval '}
        </Box>
        <Box component="small" sx={{ display: 'block', whiteSpace: 'nowrap' }}>
          {range}
        </Box>
        <Box component="span" sx={HIDDEN}>{`, n = ${formatCount(cell.n)}. Opens its faces.`}</Box>
      </Box>
    </TableCell>
  );
}

/** The deepest tint still leaves text on it a contrast of 4.5 : 1, in both themes. */
const DEEPEST = 0.36;

/** One hue from nothing to much; what is below the average face has the other one. The number says the same. */
function tint(value: number, largest: number) {
  const depth = largest === 0 ? 0 : DEEPEST * Math.min(1, Math.abs(value) / largest);
  const hue = value < 0 ? 'warning' : 'primary';
  return { backgroundColor: `rgb(var(--mui-palette-${hue}-mainChannel) / ${depth.toFixed(3)})` };
}

/** Heard, not seen. */
const HIDDEN = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  whiteSpace: 'nowrap',
  clipPath: 'inset(50%)',
} as const;

const LINK = {
  position: 'relative',
  display: 'flex',
  flexDirection: 'column',
  justifyContent: 'center',
  minHeight: 46,
  px: 1.25,
  py: 0.5,
  color: 'text.primary',
  textDecoration: 'none',
  '&:hover .value': { textDecoration: 'underline' },
  '&:focus-visible': { outlineOffset: '-2px' },
} as const;
