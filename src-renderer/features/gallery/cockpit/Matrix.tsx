import { Box, ButtonBase, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { ClassMark } from '#renderer/components/ClassMark.tsx';
import { formatCount, formatPercent } from '#renderer/components/format.ts';
import type { Operating, OperatingPoint } from '#shared/contract/predictions.ts';
import { FAKE, type Label, REAL } from '#shared/domain/labels.ts';
import { OUTCOME_TITLES, type Outcome } from '#shared/domain/outcomes.ts';
import type { PageSearch } from '../search.ts';
import type { ChangeSearch } from '../use-gallery.ts';
import { isWrong } from '../words.ts';

export type MatrixProps = {
  readonly operating: Operating;
  readonly point: OperatingPoint;
  readonly search: PageSearch;
  readonly change: ChangeSearch;
};

/** What the faces are and what they are called at this threshold, over the whole test; a cell shows its faces. */
export function Matrix({ operating: { fakes, reals }, point, search, change }: MatrixProps) {
  const { fakesCalledFake, realsCalledFake } = point;
  const cells: Readonly<Record<Outcome, number>> = {
    'fake-called-fake': fakesCalledFake,
    'fake-called-real': fakes - fakesCalledFake,
    'real-called-fake': realsCalledFake,
    'real-called-real': reals - realsCalledFake,
  };
  const chosen = search.filter?.outcomes ?? [];
  const cell = (outcome: Outcome, all: number) => {
    const share = `${formatPercent(all === 0 ? null : cells[outcome] / all)} ${isWrong(outcome) ? 'wrong' : 'right'}`;
    const isChosen = chosen.length === 1 && chosen[0] === outcome;
    return (
      <TableCell align="right" sx={{ p: 0 }}>
        <ButtonBase
          title={`${OUTCOME_TITLES[outcome]}: show these faces`}
          aria-pressed={isChosen}
          onClick={() => change({ filter: { ...search.filter, outcomes: [outcome] } }, { isStep: true })}
          sx={{
            ...{ display: 'block', width: '100%', textAlign: 'right', px: 1.5, py: 1, typography: 'body2' },
            ...(isChosen ? { bgcolor: 'action.selected' } : {}),
            '&:hover': { bgcolor: 'action.hover' },
          }}
        >
          <Box component="span" sx={{ fontWeight: isWrong(outcome) ? 400 : 620 }}>
            {formatCount(cells[outcome])}
          </Box>
          <Box component="small" sx={{ display: 'block', color: 'text.secondary', whiteSpace: 'nowrap' }}>
            {share}
          </Box>
        </ButtonBase>
      </TableCell>
    );
  };
  const head = (label: Label) => (
    <TableCell component="th" scope="row">
      <ClassMark label={label} />
    </TableCell>
  );
  return (
    <Table size="small" aria-label="Confusion matrix at this threshold">
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
        <TableRow>
          {head(FAKE)}
          {cell('fake-called-fake', fakes)}
          {cell('fake-called-real', fakes)}
        </TableRow>
        <TableRow>
          {head(REAL)}
          {cell('real-called-fake', reals)}
          {cell('real-called-real', reals)}
        </TableRow>
      </TableBody>
    </Table>
  );
}
