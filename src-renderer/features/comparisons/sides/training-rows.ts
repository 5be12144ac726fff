/** Loss and accuracy of an epoch, for each run and for its repetitions with other seeds. Pure. */
import type { EpochColumns } from '#shared/contract/comparisons.ts';
import { spreadOf } from '#shared/domain/deltas.ts';
import type { RunId } from '#shared/domain/records.ts';
import { type EpochChoice, type EpochFigures, epochFigures, type FigureRow } from './figures.ts';
import type { Side } from './side.ts';

const ROWS = [
  {
    name: 'validLoss',
    title: 'Valid loss',
    unit: 'metric',
    better: 'lower',
    about: 'Mean cross entropy on the validation faces',
  },
  {
    name: 'validAccuracy',
    title: 'Valid accuracy',
    unit: 'fraction',
    better: 'higher',
    about: 'On the validation faces, at a threshold of 0.5',
  },
  {
    name: 'trainLoss',
    title: 'Train loss',
    unit: 'metric',
    better: 'lower',
    about: 'Mean over the batches of the epoch',
  },
  {
    name: 'trainAccuracy',
    title: 'Train accuracy',
    unit: 'fraction',
    better: 'higher',
    about: 'Over the batches of the epoch',
  },
] as const;

export type EpochsOf = ReadonlyMap<RunId, EpochColumns>;

/** The epoch that is shown of each run; null = it has none. */
export const shownEpochs = (
  sides: readonly Side[],
  epochsOf: EpochsOf,
  at: EpochChoice,
): readonly (EpochFigures | null)[] =>
  sides.map(({ id, row }) => {
    const epochs = epochsOf.get(id);
    return epochs === undefined ? null : epochFigures(epochs, { at, bestEpoch: row.bestEpoch });
  });

export function trainingRows(sides: readonly Side[], epochsOf: EpochsOf, at: EpochChoice): readonly FigureRow[] {
  const shown = shownEpochs(sides, epochsOf, at);
  const repeated = sides.map(({ compared }) =>
    compared.siblings.map(({ epochs, bestEpoch }) => epochFigures(epochs, { at, bestEpoch })),
  );
  return ROWS.map(({ name, ...row }) => ({
    id: name,
    ...row,
    cells: shown.map((figures, i) => {
      const value = figures?.[name] ?? null;
      const others = repeated[i]?.map((sibling) => sibling?.[name] ?? null) ?? [];
      return { value, interval: null, link: null, spread: spreadOf([value, ...others]) };
    }),
  }));
}
