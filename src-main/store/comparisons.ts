import { type Pile, PileCounts, PredictionPair } from '#shared/domain/records.ts';
import { type PairOptions, pileCounts, pilePage } from './prediction-queries.ts';
import { repository, type StoreContext } from './repository.ts';

export type PilePageQuery = { readonly pile: Pile; readonly limit: number; readonly offset?: number };

/** Two evaluations on the same pictures, found by their content: the data sets need not be the same. */
export function createComparisonsRepository(context: StoreContext) {
  const { db } = context;
  return repository(
    'comparisons',
    {
      piles: (options: PairOptions): PileCounts => PileCounts.parse(db.get(pileCounts(options))),

      /** Those whose scores differ most come first. */
      page: (options: PairOptions, { pile, limit, offset = 0 }: PilePageQuery): readonly PredictionPair[] =>
        db.all(pilePage(options, { pile, limit, offset })).map((row) => PredictionPair.parse(row)),
    },
    context,
  );
}
