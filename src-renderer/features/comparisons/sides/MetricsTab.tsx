import {
  Box,
  Skeleton,
  Stack,
  TableCell,
  TableRow,
  TextField,
  ToggleButton,
  ToggleButtonGroup,
  Typography,
} from '@mui/material';
import type { ReactNode } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { formatMetric, MISSING } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { useIntervals, useManyEpochs, useScores } from '../queries.ts';
import type { ColumnActs } from './columns.ts';
import { DeltaText } from './DeltaText.tsx';
import { type EpochChoice, type FigureCell, type FigureRow, figureText, intervalText } from './figures.ts';
import { SideTable } from './SideTable.tsx';
import type { Side } from './side.ts';
import { type TestChoice, TestSetSelect } from './TestSetSelect.tsx';
import { testRows } from './test-rows.ts';
import { shownEpochs, trainingRows } from './training-rows.ts';
import { useCompareSearch } from './use-compare-search.ts';

export type MetricsTabProps = {
  readonly sides: readonly Side[];
  readonly acts: ColumnActs;
  readonly tests: TestChoice;
};

/** Figures of training and test, each with how far it is from the baseline's and what that is worth. */
export function MetricsTab({ sides, acts, tests }: MetricsTabProps) {
  const { search, change } = useCompareSearch();
  const at: EpochChoice = search.at ?? 'best';
  const positive = sides.find(({ test }) => test !== null)?.test?.positiveClass ?? 'fake';
  const epochs = useManyEpochs(sides.map(({ id }) => id));
  const scores = useScores(
    sides.map(({ test }) => test && { evaluationId: test.evaluationId, positiveClass: positive }),
  );
  const intervals = useIntervals(sides.map(({ test }) => test?.evaluationId ?? null));
  const failed = [epochs, ...scores, ...intervals].find(({ error }) => error !== null);
  if (failed !== undefined) return <ErrorNotice error={failed.error} onRetry={() => void failed.refetch()} />;
  if (epochs.data === undefined) return <Skeleton variant="rounded" height={320} />;
  const epochsOf = new Map(epochs.data.map(({ runId, epochs }) => [runId, epochs]));
  const answers = sides.map((_, i) => ({ scores: scores[i]?.data ?? null, intervals: intervals[i]?.data ?? null }));
  const shown = shownEpochs(sides, epochsOf, at);
  const resamples = answers.find(({ intervals }) => intervals !== null)?.intervals?.resamples;
  const lastEpoch = Math.max(1, ...sides.map(({ row }) => row.lastEpoch ?? 1));
  return (
    <Stack spacing={2}>
      <Stack direction="row" sx={{ gap: 2, alignItems: 'center', flexWrap: 'wrap' }}>
        <EpochSwitch
          at={at}
          lastEpoch={lastEpoch}
          onChange={(next) => change({ at: next === 'best' ? undefined : next })}
        />
        <TestSetSelect choice={tests} runCount={sides.length} />
      </Stack>
      <SideTable label="Figures" corner="Figure" sides={sides} acts={acts}>
        <Heading title="Training and validation" count={sides.length} />
        <TableRow>
          <TableCell component="th" scope="row" className="name">
            Epoch
          </TableCell>
          {sides.map(({ id, row }, i) => (
            <TableCell key={id}>
              {shown[i]?.epoch ?? MISSING}
              <Small>
                of {row.lastEpoch ?? 0}
                {shown[i]?.epoch === row.bestEpoch && row.bestEpoch !== null ? ', the best one' : ''}
              </Small>
            </TableCell>
          ))}
        </TableRow>
        {trainingRows(sides, epochsOf, at).map((row) => (
          <Figures key={row.id} row={row} />
        ))}
        <Heading title="Test" count={sides.length} />
        {sides.some(({ test }) => test !== null) && <TestedRow sides={sides} />}
        {testRows(sides, answers, positive).map((row) => (
          <Figures key={row.id} row={row} />
        ))}
      </SideTable>
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        Differences are from the baseline, at the left. ≈ noise: no larger than what runs that are alike but for their
        seed lie apart. Intervals of 95 %: Wilson’s for shares
        {resamples === undefined
          ? ''
          : `, percentile bootstrap with ${resamples} resamples of the faces for AUC, EER and average precision`}
        . Figures lead to their faces.
      </Typography>
    </Stack>
  );
}

function Heading({ title, count }: { readonly title: string; readonly count: number }) {
  return (
    <TableRow sx={{ bgcolor: 'surface.sunken' }}>
      <TableCell component="th" scope="rowgroup" colSpan={count + 1} sx={{ fontWeight: 620 }}>
        {title}
      </TableCell>
    </TableRow>
  );
}

const Small = ({ children }: { readonly children: ReactNode }) => (
  <Box component="small" sx={{ display: 'block', color: 'text.secondary' }}>
    {children}
  </Box>
);

function TestedRow({ sides }: { readonly sides: readonly Side[] }) {
  return (
    <TableRow>
      <TableCell component="th" scope="row" className="name">
        Tested on
        <Small>with its threshold</Small>
      </TableCell>
      {sides.map(({ id, name, test }) => (
        <TableCell key={id}>
          {test === null ? (
            <>
              no such test
              <Small>
                <PageLink link={`/runs/${id}?tab=tests`}>Test {name}</PageLink>
              </Small>
            </>
          ) : (
            <>
              {test.datasetName}
              {test.splitName === 'valid' ? ', validation faces' : ''}
              <Small>
                {formatMetric(test.threshold)}: {test.thresholdSource.words}
              </Small>
            </>
          )}
        </TableCell>
      ))}
    </TableRow>
  );
}

function Figures({ row }: { readonly row: FigureRow }) {
  const [baseline] = row.cells;
  return (
    <TableRow>
      <TableCell component="th" scope="row" className="name" title={row.about ?? ''}>
        {row.title}
        {row.better !== null && <Small>{row.better} is better</Small>}
      </TableCell>
      {row.cells.map((cell, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column has no other name here
        <TableCell key={place}>
          <Figure row={row} cell={cell} />
          {cell.interval !== null && <Small>{intervalText(cell.interval, row.unit)}</Small>}
          {place > 0 && baseline !== undefined && <DeltaText row={row} cell={cell} baseline={baseline} />}
        </TableCell>
      ))}
    </TableRow>
  );
}

function Figure({ row, cell }: { readonly row: FigureRow; readonly cell: FigureCell }) {
  const text = figureText(cell.value, row.unit);
  if (cell.link === null || cell.value === null) return text;
  return (
    <PageLink link={cell.link} title="Its faces">
      {text}
    </PageLink>
  );
}

type EpochSwitchProps = {
  readonly at: EpochChoice;
  readonly lastEpoch: number;
  readonly onChange: (at: EpochChoice) => void;
};

/** Which epoch's figures: of each run its best, its last, or the same one of all. */
function EpochSwitch({ at, lastEpoch, onChange }: EpochSwitchProps) {
  const kind = typeof at === 'number' ? 'epoch' : at;
  return (
    <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
      <ToggleButtonGroup
        exclusive
        value={kind}
        aria-label="Epoch of the figures"
        onChange={(_, next: 'best' | 'last' | 'epoch' | null) =>
          next !== null && onChange(next === 'epoch' ? lastEpoch : next)
        }
      >
        <ToggleButton value="best">Best epoch</ToggleButton>
        <ToggleButton value="last">Last epoch</ToggleButton>
        <ToggleButton value="epoch">At epoch</ToggleButton>
      </ToggleButtonGroup>
      {typeof at === 'number' && (
        <TextField
          type="number"
          value={at}
          slotProps={{ htmlInput: { min: 1, max: lastEpoch, 'aria-label': 'Epoch' } }}
          onChange={({ target }) => {
            const epoch = Number(target.value);
            if (Number.isInteger(epoch) && epoch >= 1) onChange(epoch);
          }}
          sx={{ width: 88 }}
        />
      )}
    </Stack>
  );
}
