import { Box, Link } from '@mui/material';
import { useMemo } from 'react';
import { MISSING } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { type PlainColumn, PlainTable } from '#renderer/components/table/PlainTable.tsx';
import type { SweepSummary, SweepTrial } from '#shared/contract/sweeps.ts';
import { differingSettings } from '#shared/sweep/differing.ts';
import { objectiveName, STATE_WORDS, valueText } from '#shared/sweep/words.ts';
import { settingText } from './said.ts';
import { TrialStateMark } from './TrialStateMark.tsx';

export type TrialTableProps = Pick<SweepSummary, 'trials' | 'objective' | 'bestTrial'> & {
  /** Of the sweep. */
  readonly name: string;
};

const ROW_PX = 36;
/** Titles, and what a scrollbar takes. */
const AROUND_PX = 52;
const MOST_ROWS = 12;

/** Every trial with what tells it from the others; the table scrolls by itself where there are many. */
export function TrialTable({ name, trials, objective, bestTrial }: TrialTableProps) {
  const keys = JSON.stringify(differingSettings(trials.map(({ settings }) => settings)));
  const columns = useMemo(
    () => columnsOf({ keys: JSON.parse(keys) as string[], objective, bestTrial }), // as written above
    [keys, objective, bestTrial],
  );
  return (
    <Box sx={{ height: AROUND_PX + ROW_PX * Math.min(MOST_ROWS, trials.length), borderTop: 1, borderColor: 'divider' }}>
      <PlainTable label={`Trials of ${name}`} rows={trials} idOf={idOf} columns={columns} rowHeightPx={ROW_PX} />
    </Box>
  );
}

const idOf = ({ number }: SweepTrial) => String(number);

type Shown = Pick<SweepSummary, 'objective' | 'bestTrial'> & { readonly keys: readonly string[] };

const columnsOf = ({ keys, objective, bestTrial }: Shown): readonly PlainColumn<SweepTrial>[] => [
  {
    ...{ id: 'trial', title: 'Trial', widthPx: 110, isPinned: true },
    sortKey: ({ number }) => number,
    render: ({ number }) => (number === bestTrial ? `${number} · best` : number),
  },
  {
    ...{ id: 'state', title: 'State', widthPx: 170 },
    sortKey: ({ state }) => STATE_WORDS[state],
    render: (trial) => <TrialStateMark trial={trial} />,
  },
  {
    ...{ id: 'epochs', title: 'Epochs', widthPx: 100, align: 'end' },
    sortKey: ({ epochs }) => epochs,
    render: ({ epochs, plannedEpochs }) => `${epochs} of ${plannedEpochs}`,
  },
  {
    ...{ id: 'best', title: `Best ${objectiveName(objective)}`, widthPx: 150, align: 'end' },
    sortKey: ({ best }) => best,
    render: ({ best }) => valueText(best, objective, MISSING),
  },
  {
    ...{ id: 'run', title: 'Run', widthPx: 190 },
    sortKey: ({ run }) => run?.name ?? null,
    render: ({ run }) =>
      run === null ? (
        MISSING
      ) : (
        <Link component={PageLink} link={`/runs/${run.id}`} color="inherit">
          {run.name}
        </Link>
      ),
  },
  ...keys.map(
    (key): PlainColumn<SweepTrial> => ({
      ...{ id: `setting ${key}`, title: key, widthPx: 170 },
      sortKey: ({ settings }) => sortable(settings[key]),
      render: ({ settings }) => (key in settings ? settingText(settings[key]) : MISSING),
    }),
  ),
];

const sortable = (value: unknown): string | number | null =>
  value === undefined ? null : typeof value === 'number' ? value : settingText(value);
