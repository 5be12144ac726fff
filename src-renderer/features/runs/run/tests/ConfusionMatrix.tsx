import { Box, Link, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { formatCount, formatPercent } from '#renderer/components/format.ts';
import { galleryLink } from '#renderer/components/gallery-link.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { TestMetrics } from '#shared/contract/evaluations.ts';
import { className, FAKE, type Label, REAL } from '#shared/domain/labels.ts';
import { OUTCOME_TITLES, type Outcome } from '#shared/domain/outcomes.ts';
import type { EvaluationId } from '#shared/domain/records.ts';

export type ConfusionMatrixProps = { readonly evaluationId: EvaluationId; readonly metrics: TestMetrics };

/** What the faces are, and what they were called: counts, and shares of each row. A count leads to its faces. */
export function ConfusionMatrix({ evaluationId, metrics }: ConfusionMatrixProps) {
  const { fakeCalledFake, fakeCalledReal, realCalledFake, realCalledReal } = metrics.confusion;
  const linkOf: LinkOf = (outcomes) =>
    galleryLink(evaluationId, { filter: { outcomes: [...outcomes] }, threshold: metrics.threshold });
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
          <Row linkOf={linkOf} label={FAKE} calledFake={fakeCalledFake} calledReal={fakeCalledReal} />
          <Row linkOf={linkOf} label={REAL} calledFake={realCalledFake} calledReal={realCalledReal} />
        </TableBody>
      </Table>
    </Panel>
  );
}

type LinkOf = (outcomes: readonly Outcome[]) => string;
type RowProps = {
  readonly linkOf: LinkOf;
  readonly label: Label;
  readonly calledFake: number;
  readonly calledReal: number;
};

function Row({ linkOf, label, calledFake, calledReal }: RowProps) {
  const all = calledFake + calledReal;
  const [fake, real]: readonly [Outcome, Outcome] =
    label === FAKE ? ['fake-called-fake', 'fake-called-real'] : ['real-called-fake', 'real-called-real'];
  return (
    <TableRow>
      <TableCell component="th" scope="row">
        <ClassMark label={label} />
      </TableCell>
      <Cell link={linkOf([fake])} about={OUTCOME_TITLES[fake]} count={calledFake} all={all} isRight={label === FAKE} />
      <Cell link={linkOf([real])} about={OUTCOME_TITLES[real]} count={calledReal} all={all} isRight={label === REAL} />
      <TableCell align="right">
        <Link
          component={PageLink}
          link={linkOf([fake, real])}
          aria-label={`All that are ${className(label)}: ${formatCount(all)}`}
        >
          {formatCount(all)}
        </Link>
      </TableCell>
    </TableRow>
  );
}

type CellProps = {
  readonly link: string;
  readonly about: string;
  readonly count: number;
  readonly all: number;
  readonly isRight: boolean;
};

function Cell({ link, about, count, all, isRight }: CellProps) {
  return (
    <TableCell align="right">
      <Link
        component={PageLink}
        link={link}
        aria-label={`${about}: ${formatCount(count)}`}
        sx={{ fontWeight: isRight ? 620 : 400 }}
      >
        {formatCount(count)}
      </Link>
      <Box component="small" sx={{ display: 'block', color: 'text.secondary', whiteSpace: 'nowrap' }}>
        {formatPercent(all === 0 ? null : count / all)} {isRight ? 'right' : 'wrong'}
      </Box>
    </TableCell>
  );
}
