import type { Store } from '#main/store/open.ts';
import { os } from '../procedures.ts';
import { createFlips } from './flips.ts';
import { createTestScores } from './scores.ts';
import { createSideBySide, epochColumns } from './side-by-side.ts';

export function createComparisonsRouter({ store }: { readonly store: Store }) {
  const sideBySide = createSideBySide({ store });
  const tests = createTestScores({ store });
  const flips = createFlips({ store });
  return os.comparisons.router({
    runs: os.comparisons.runs.handler(({ input: { runIds } }) => sideBySide(runIds)),
    scores: os.comparisons.scores.handler(({ input }) => tests.scores(input)),
    intervals: os.comparisons.intervals.handler(({ input: { evaluationId } }) => tests.intervals(evaluationId)),
    epochs: os.comparisons.epochs.handler(({ input: { runIds } }) =>
      runIds.map((runId) => ({ runId, epochs: epochColumns(store.epochs.list(runId)) })),
    ),
    flips: os.comparisons.flips.handler(({ input }) => flips.summary(input)),
    pile: os.comparisons.pile.handler(({ input }) => flips.page(input)),
    pileIds: os.comparisons.pileIds.handler(({ input }) => flips.ids(input)),
  });
}
