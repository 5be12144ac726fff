/** What a comparison needs of each run beside its own page's facts. */
import type { Store } from '#main/store/open.ts';
import type { ComparedRun, ComparedTest, EpochColumns, SeedSibling } from '#shared/contract/comparisons.ts';
import { TestMetrics } from '#shared/contract/evaluations.ts';
import type { EpochRecord, EvaluationId, EvaluationSummary, RunId } from '#shared/domain/records.ts';
import { assert } from '#shared/errors.ts';
import { aspectsOfRun, aspectsOfTest } from './aspects.ts';
import { thresholdOf } from './threshold.ts';

type ContentKeys = ReturnType<Store['comparisons']['contentKeys']>;

/** A finished test stays what it is: its pictures are hashed once. */
const KEPT_KEYS = 1_000;

export function createSideBySide({ store }: { readonly store: Store }) {
  const kept = new Map<EvaluationId, ContentKeys>();
  const keysOf = (id: EvaluationId): ContentKeys => {
    const keys = kept.get(id) ?? store.comparisons.contentKeys(id);
    kept.set(id, keys);
    if (kept.size > KEPT_KEYS) kept.delete(kept.keys().next().value as EvaluationId); // there is one
    return keys;
  };
  const finished = (runId: RunId) => store.evaluations.list({ runId }).filter(({ status }) => status === 'finished');

  const testOf = (test: EvaluationSummary): ComparedTest => {
    const { id, datasetId, datasetName, splitName, checkpointFile, createdAtMs, imageCount, positiveClass } = test;
    const keys = keysOf(id);
    const { threshold, source } = thresholdOf(store, test);
    const facts = { datasetName, splitName, imageCount, positiveClass };
    return {
      ...{ evaluationId: id, datasetId, checkpointFile, createdAtMs, ...facts },
      picturesKey: keys.pictures,
      threshold,
      thresholdSource: source,
      metrics: metricsOf(test),
      aspects: aspectsOfTest({ ...facts, ...keys, threshold: source.words }),
    };
  };

  const siblingOf = (runId: RunId): SeedSibling => {
    const { name, seed, bestEpoch } = store.runs.get(runId);
    return {
      ...{ runId, name, seed, bestEpoch },
      epochs: epochColumns(store.epochs.list(runId)),
      tests: finished(runId).map((test) => ({
        evaluationId: test.id,
        picturesKey: keysOf(test.id).pictures,
        metrics: metricsOf(test),
      })),
    };
  };

  /** @throws not_found */
  return (runIds: readonly RunId[]): ComparedRun[] =>
    runIds.map((runId) => {
      const run = store.runs.get(runId);
      const data = store.comparisons.runData(runId);
      assert(data !== null, 'a run that was found has its data');
      return {
        runId,
        ordinal: data.ordinal,
        aspects: aspectsOfRun(run, data),
        tests: finished(runId).map(testOf),
        siblings: store.comparisons.siblings(runId).map(siblingOf),
      };
    });
}

export const epochColumns = (epochs: readonly EpochRecord[]): EpochColumns => ({
  epoch: epochs.map(({ epoch }) => epoch),
  step: epochs.map(({ step }) => step),
  trainLoss: epochs.map(({ trainLoss }) => trainLoss),
  trainAccuracy: epochs.map(({ trainAccuracy }) => trainAccuracy),
  validLoss: epochs.map(({ validLoss }) => validLoss),
  validAccuracy: epochs.map(({ validAccuracy }) => validAccuracy),
  learningRate: epochs.map(({ learningRate }) => learningRate),
});

function metricsOf({ metrics }: EvaluationSummary): TestMetrics | null {
  const read = TestMetrics.safeParse(metrics);
  return read.success ? read.data : null;
}
