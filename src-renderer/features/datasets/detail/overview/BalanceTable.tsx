import { Box, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { formatCount, formatPercent } from '#renderer/components/format.ts';
import type { ClassBalance } from '#shared/contract/datasets.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';

const SPLITS = [
  ['train', 'Train'],
  ['valid', 'Validation'],
  ['test', 'Test'],
  ['none', 'No split given'],
] as const;

export type BalanceTableProps = { readonly balance: ClassBalance };

/** Faces that count, by class and split, with the share of each split in words and as a bar. */
export function BalanceTable({ balance: { real, fake } }: BalanceTableProps) {
  const countOf = (split: (typeof SPLITS)[number][0]) => real[split] + fake[split];
  const total = SPLITS.reduce((sum, [split]) => sum + countOf(split), 0);
  const shown = SPLITS.filter(([split]) => countOf(split) > 0);
  return (
    <Table aria-label="Faces by class and split">
      <TableHead>
        <TableRow>
          <TableCell>Split</TableCell>
          <TableCell align="right">
            <ClassMark label={REAL} />
          </TableCell>
          <TableCell align="right">
            <ClassMark label={FAKE} />
          </TableCell>
          <TableCell align="right">Together</TableCell>
          <TableCell align="right">Share</TableCell>
          <TableCell sx={{ width: '40%' }}>Real to fake</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {shown.map(([split, title]) => (
          <TableRow key={split}>
            <TableCell component="th" scope="row">
              {title}
            </TableCell>
            <TableCell align="right">{formatCount(real[split])}</TableCell>
            <TableCell align="right">{formatCount(fake[split])}</TableCell>
            <TableCell align="right">{formatCount(countOf(split))}</TableCell>
            <TableCell align="right">{formatPercent(countOf(split) / total)}</TableCell>
            <TableCell>
              <ClassBar real={real[split]} fake={fake[split]} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** The numbers beside it say the same. */
function ClassBar({ real, fake }: { readonly real: number; readonly fake: number }) {
  const share = real / (real + fake);
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <Box
        aria-hidden
        sx={{ display: 'flex', gap: '2px', flexGrow: 1, height: 8, borderRadius: 1, overflow: 'hidden' }}
      >
        {real > 0 && <Box sx={{ bgcolor: 'real.main', flex: `${real} 0 0` }} />}
        {fake > 0 && <Box sx={{ bgcolor: 'fake.main', flex: `${fake} 0 0` }} />}
      </Box>
      <Box
        sx={{ typography: 'caption', color: 'text.secondary', whiteSpace: 'nowrap', minWidth: 76, textAlign: 'right' }}
      >
        {formatPercent(share, 0)} real
      </Box>
    </Box>
  );
}
