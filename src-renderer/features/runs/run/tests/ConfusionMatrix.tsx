import { Box, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { formatCount, formatPercent } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import type { TestMetrics } from '#shared/contract/evaluations.ts';
import { FAKE, type Label, REAL } from '#shared/domain/labels.ts';

/** What the faces are, and what they were called: counts, and shares of each row. */
export function ConfusionMatrix({ metrics: { confusion } }: { readonly metrics: TestMetrics }) {
  const { fakeCalledFake, fakeCalledReal, realCalledFake, realCalledReal } = confusion;
  return (
    <Panel title="Confusion matrix" isFlush>
      <Table aria-label="Confusion matrix" sx={{ '& tr:last-of-type > *': { borderBottom: 0 } }}>
        <TableHead>
          <TableRow>
            <TableCell>The face is</TableCell>
            <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
              called <ClassMark label={FAKE} />
            </TableCell>
            <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
              called <ClassMark label={REAL} />
            </TableCell>
            <TableCell align="right">all</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          <Row label={FAKE} calledFake={fakeCalledFake} calledReal={fakeCalledReal} />
          <Row label={REAL} calledFake={realCalledFake} calledReal={realCalledReal} />
        </TableBody>
      </Table>
    </Panel>
  );
}

type RowProps = { readonly label: Label; readonly calledFake: number; readonly calledReal: number };

function Row({ label, calledFake, calledReal }: RowProps) {
  const all = calledFake + calledReal;
  return (
    <TableRow>
      <TableCell component="th" scope="row">
        <ClassMark label={label} />
      </TableCell>
      <Cell count={calledFake} all={all} isRight={label === FAKE} />
      <Cell count={calledReal} all={all} isRight={label === REAL} />
      <TableCell align="right">{formatCount(all)}</TableCell>
    </TableRow>
  );
}

function Cell({ count, all, isRight }: { readonly count: number; readonly all: number; readonly isRight: boolean }) {
  return (
    <TableCell align="right">
      <Box component="span" sx={{ fontWeight: isRight ? 620 : 400 }}>
        {formatCount(count)}
      </Box>
      <Box component="small" sx={{ display: 'block', color: 'text.secondary', whiteSpace: 'nowrap' }}>
        {formatPercent(all === 0 ? null : count / all)} {isRight ? 'right' : 'wrong'}
      </Box>
    </TableCell>
  );
}
