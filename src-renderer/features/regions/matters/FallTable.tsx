import { Box, Stack, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { formatCount, formatPercent } from '#renderer/components/format.ts';
import type { KnockedOutRegion } from '#shared/contract/perturbations.ts';
import { FACE_REGION_TITLES, type Point } from '#shared/domain/regions.ts';
import { RegionDrawing } from '../RegionDrawing.tsx';
import { digitsFor, type Figure, formatSigned } from '../words.ts';

export type FallTableProps = { readonly regions: readonly KnockedOutRegion[]; readonly landmarks: readonly Point[] };

/** Regions by their fall, the largest first, with bars on one axis. */
export function FallTable({ regions, landmarks }: FallTableProps) {
  const rows = regions.toSorted(
    (a, b) => (b.fall?.mean ?? Number.NEGATIVE_INFINITY) - (a.fall?.mean ?? Number.NEGATIVE_INFINITY),
  );
  const ends = regions.flatMap(({ fall }) => (fall === null ? [] : [fall.low, fall.high]));
  const digits = digitsFor(Math.max(0, ...rows.map(({ fall }) => Math.abs(fall?.mean ?? 0))));
  const axis = { from: Math.min(0, ...ends), to: Math.max(0.01, ...ends) };
  return (
    <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label="Falls by region, scrolls sideways">
      <Table aria-label="Fall by region" sx={TABLE}>
        <TableHead>
          <TableRow>
            <TableCell>Covered region</TableCell>
            <TableCell colSpan={2} align="right">
              Fall of the logit, 95 % interval
            </TableCell>
            <TableCell align="right">Called otherwise</TableCell>
            <TableCell align="right">Share of map</TableCell>
            <TableCell align="right">n</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(({ region, fall, flips, share, n }) => (
            <TableRow key={region}>
              <TableCell component="th" scope="row">
                <Stack direction="row" sx={{ gap: 1, alignItems: 'center', whiteSpace: 'nowrap' }}>
                  {landmarks.length > 0 && <RegionDrawing region={region} landmarks={landmarks} sizePx={28} />}
                  {FACE_REGION_TITLES[region]}
                </Stack>
              </TableCell>
              <TableCell sx={{ width: 1, minWidth: 90, pr: '0 !important' }}>
                {fall !== null && <Bar fall={fall} axis={axis} />}
              </TableCell>
              <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                {formatSigned(fall?.mean ?? null, digits)}
                {fall !== null && (
                  <Box component="small" sx={{ display: 'block', color: 'text.secondary' }}>
                    {formatSigned(fall.low, digits)} to {formatSigned(fall.high, digits)}
                  </Box>
                )}
              </TableCell>
              <TableCell align="right" sx={NUMBER}>
                {formatPercent(flips)}
              </TableCell>
              <TableCell align="right" sx={NUMBER}>
                {formatPercent(share)}
              </TableCell>
              <TableCell align="right">{formatCount(n)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Box>
  );
}

type BarProps = { readonly fall: Figure; readonly axis: { readonly from: number; readonly to: number } };

/** Percent of the width. */
const WIDTH = 100;

/** The mean as a bar from zero, the interval as a line over it. The numbers stand beside it. */
function Bar({ fall: { mean, low, high }, axis: { from, to } }: BarProps) {
  const at = (value: number) => (WIDTH * (value - from)) / (to - from);
  const [left, right] = [at(Math.min(0, mean)), at(Math.max(0, mean))];
  return (
    <Box
      component="svg"
      aria-hidden
      height={22}
      viewBox={`0 0 ${WIDTH} 22`}
      preserveAspectRatio="none"
      sx={{ display: 'block', width: 1 }}
    >
      <Box
        component="rect"
        x={left}
        y={5}
        width={right - left}
        height={12}
        sx={{ fill: 'currentColor', color: mean < 0 ? 'warning.main' : 'primary.main', opacity: 0.55 }}
      />
      <Box
        component="path"
        d={`M${at(low)} 11H${at(high)}M${at(low)} 7V15M${at(high)} 7V15`}
        {...LINE}
        sx={{ color: 'text.primary' }}
      />
      <Box component="path" d={`M${at(0)} 0V22`} {...LINE} sx={{ color: 'text.secondary' }} />
    </Box>
  );
}

const LINE = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.25, vectorEffect: 'non-scaling-stroke' } as const;
const NUMBER = { whiteSpace: 'nowrap' } as const;
const TABLE = {
  '& td, & th': { px: 0.75, py: 0.375 },
  '& tbody tr:last-of-type > *': { borderBottom: 0 },
  '& thead th': { verticalAlign: 'bottom' },
} as const;
