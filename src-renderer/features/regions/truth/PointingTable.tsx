import { Box, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { formatCount, formatPercent, MISSING } from '#renderer/components/format.ts';
import type { PointingResult } from '#shared/contract/explanations.ts';
import { Finding } from '../Finding.tsx';
import { formatPx } from '../words.ts';
import { plantedTitle, pointingSentence } from './pointing-sentence.ts';

export type PointingTableProps = { readonly tolerancePx: number; readonly results: readonly PointingResult[] };

/** A row a planted region, all of them last. */
export function PointingTable({ results, tolerancePx }: PointingTableProps) {
  const rows = results.toSorted((a, b) => Number(a.region === 'all') - Number(b.region === 'all'));
  return (
    <>
      <Box sx={{ px: 2, pb: 1.5 }}>
        <Finding said={pointingSentence(results, tolerancePx)} />
      </Box>
      <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label="Pointing game, scrolls sideways">
        <Table aria-label="Pointing game" sx={TABLE}>
          <TableHead>
            <TableRow>
              <TableCell rowSpan={2}>Changed region</TableCell>
              <TableCell rowSpan={2} align="right">
                n
              </TableCell>
              <TableCell rowSpan={2} align="right">
                Empty
              </TableCell>
              <TableCell colSpan={3} align="center">
                Within {formatPx(tolerancePx)}
              </TableCell>
              <TableCell colSpan={3} align="center">
                Inside
              </TableCell>
              <TableCell rowSpan={2} align="right">
                Rank
              </TableCell>
            </TableRow>
            <TableRow>
              {TITLES.map(({ id, title }) => (
                <TableCell key={id} align="right">
                  {title}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map(({ region, n, emptyCount, hit, strictHit, chance, perfect, rank, regionCount }) => (
              <TableRow key={region} sx={region === 'all' ? { '& > *': { fontWeight: 620 } } : {}}>
                <TableCell component="th" scope="row">
                  {plantedTitle(region)}
                </TableCell>
                <TableCell align="right">{formatCount(n)}</TableCell>
                <TableCell align="right">{formatCount(emptyCount)}</TableCell>
                <Rate rate={hit} />
                <TableCell align="right">{formatPercent(chance?.hit)}</TableCell>
                <TableCell align="right">{formatPercent(perfect?.hit)}</TableCell>
                <Rate rate={strictHit} />
                <TableCell align="right">{formatPercent(chance?.strictHit)}</TableCell>
                <TableCell align="right">{formatPercent(perfect?.strictHit)}</TableCell>
                <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                  {rank === null ? MISSING : `${rank.toFixed(1)} of ${regionCount}`}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Box>
    </>
  );
}

function Rate({ rate }: { readonly rate: PointingResult['hit'] }) {
  return (
    <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
      {formatPercent(rate?.rate)}
      {rate !== null && (
        <Box component="small" sx={{ display: 'block', color: 'text.secondary', fontWeight: 400 }}>
          {(100 * rate.low).toFixed(1)} to {formatPercent(rate.high)}
        </Box>
      )}
    </TableCell>
  );
}

const TITLES = [
  { id: 'hit', title: 'Hit' },
  { id: 'chance', title: 'Chance' },
  { id: 'perfect', title: 'Perfect map' },
  { id: 'strict hit', title: 'Strict hit' },
  { id: 'strict chance', title: 'Chance' },
  { id: 'strict perfect', title: 'Perfect map' },
] as const;

const TABLE = {
  '& td, & th': { px: 1.5, py: 0.625 },
  '& tbody tr:last-of-type > *': { borderBottom: 0 },
  '& thead th': { verticalAlign: 'bottom' },
} as const;
