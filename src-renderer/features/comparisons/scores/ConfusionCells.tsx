import { Box, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { formatCount, formatPercent } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { TestScores } from '#shared/contract/comparisons.ts';
import { FAKE, type Label, REAL } from '#shared/domain/labels.ts';
import type { Outcome } from '#shared/domain/outcomes.ts';
import { outcomesLink } from '../links.ts';

export type ConfusionCellsProps = { readonly scores: TestScores; readonly runName: string };

/** What the faces are, and what they were called; each count leads to its faces. */
export function ConfusionCells({ scores, runName }: ConfusionCellsProps) {
  const { confusion, evaluationId, threshold } = scores;
  const cellOf = (outcome: Outcome, count: number) => ({
    count,
    link: outcomesLink(evaluationId, { outcomes: [outcome], threshold }),
  });
  return (
    <Table
      size="small"
      aria-label={`Confusion matrix of ${runName}`}
      sx={{ '& td, & th': { px: 0.5 }, '& tr:last-of-type > *': { borderBottom: 0 } }}
    >
      <TableHead>
        <TableRow>
          <TableCell>The face is</TableCell>
          <TableCell align="right">
            called <ClassMark label={FAKE} />
          </TableCell>
          <TableCell align="right">
            called <ClassMark label={REAL} />
          </TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        <Row
          label={FAKE}
          calledFake={cellOf('fake-called-fake', confusion.fakeCalledFake)}
          calledReal={cellOf('fake-called-real', confusion.fakeCalledReal)}
        />
        <Row
          label={REAL}
          calledFake={cellOf('real-called-fake', confusion.realCalledFake)}
          calledReal={cellOf('real-called-real', confusion.realCalledReal)}
        />
      </TableBody>
    </Table>
  );
}

type Linked = { readonly count: number; readonly link: string };
type RowProps = { readonly label: Label; readonly calledFake: Linked; readonly calledReal: Linked };

function Row({ label, calledFake, calledReal }: RowProps) {
  const all = calledFake.count + calledReal.count;
  return (
    <TableRow>
      <TableCell component="th" scope="row">
        <ClassMark label={label} />
      </TableCell>
      <Cell {...calledFake} all={all} isRight={label === FAKE} />
      <Cell {...calledReal} all={all} isRight={label === REAL} />
    </TableRow>
  );
}

function Cell({ count, link, all, isRight }: Linked & { readonly all: number; readonly isRight: boolean }) {
  return (
    <TableCell align="right">
      <PageLink link={link} title="Its faces">
        {formatCount(count)}
      </PageLink>
      <Box component="small" sx={{ display: 'block', color: 'text.secondary', whiteSpace: 'nowrap' }}>
        {formatPercent(all === 0 ? null : count / all)} {isRight ? 'right' : 'wrong'}
      </Box>
    </TableCell>
  );
}
