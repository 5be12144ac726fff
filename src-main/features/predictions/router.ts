/** Predictions of a test as a gallery: pages of faces, counts, and the threshold that calls a face fake. */
import type { Store } from '#main/store/open.ts';
import type { FrozenPoint, GalleryTest, ThresholdRule } from '#shared/contract/predictions.ts';
import type { EvaluationId, EvaluationSummary } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { EventBus } from '../events/bus.ts';
import type { History } from '../history/history.ts';
import { os } from '../procedures.ts';
import type { GalleryLists } from './gallery-lists.ts';
import { operatingOf } from './operating.ts';

export type PredictionsDependencies = {
  readonly store: Store;
  readonly events: EventBus;
  readonly history: History;
  readonly lists: GalleryLists;
  readonly clock: () => number;
};

export function createPredictionsRouter(dependencies: PredictionsDependencies) {
  const { store, lists } = dependencies;
  const { predictions } = os;
  return predictions.router({
    test: predictions.test.handler(({ input }) => galleryTest(store, input.evaluationId)),
    page: predictions.page.handler(({ input: { offset, limit, map, ...order } }) => {
      const ids = lists.ids(order);
      const { evaluationId, threshold } = lists.which(order);
      return {
        total: ids.length,
        faces: [...store.gallery.faces(ids.slice(offset, offset + limit), { evaluationId, threshold, map })],
      };
    }),
    ids: predictions.ids.handler(({ input: { offset, limit, ...order } }) =>
      lists.ids(order).slice(offset, offset + limit),
    ),
    place: predictions.place.handler(({ input: { imageId, ...order } }) => {
      const ids = lists.ids(order);
      const index = ids.indexOf(imageId);
      if (index < 0) return { index: null, previous: null, next: null, total: ids.length };
      return { index, previous: ids[index - 1] ?? null, next: ids[index + 1] ?? null, total: ids.length };
    }),
    counts: predictions.counts.handler(({ input }) => store.gallery.counts(lists.which(input))),
    facet: predictions.facet.handler(({ input: { facet, column, contains, ...scope } }) =>
      store.gallery.facet({ ...lists.which(scope), facet, column, contains }),
    ),
    histogram: predictions.histogram.handler(({ input }) => store.gallery.histogram(lists.which(input))),
    operating: predictions.operating.handler(({ input: { evaluationId, ...costs } }) =>
      operatingOf(store.predictions.columns(store.evaluations.get(evaluationId).id), costs),
    ),
    freeze: predictions.freeze.handler(({ input: { evaluationId, threshold, rule } }) =>
      freeze(dependencies, evaluationId, { threshold, rule }),
    ),
    unfreeze: predictions.unfreeze.handler(({ input: { evaluationId } }) => freeze(dependencies, evaluationId, null)),
  });
}

/** @throws not_found */
function galleryTest(store: Store, evaluationId: EvaluationId): GalleryTest {
  const evaluation = store.evaluations.get(evaluationId);
  const { runId, datasetId, checkpointSha256 } = evaluation;
  const { id, name, csvPath } = store.datasets.get(datasetId);
  const frozen = store.operatingPoints.find(checkpointSha256);
  const tests = runId === null ? [evaluation] : store.evaluations.list({ runId });
  const sameWeights = tests.filter((test) => test.checkpointSha256 === checkpointSha256);
  return {
    evaluation,
    run: runId === null ? null : { id: runId, name: store.runs.get(runId).name },
    dataset: {
      ...{ id, name, csvPath },
      revision: store.revisions.inForce(datasetId).number,
      ...withColumns(store.gallery.fieldsOf(datasetId)),
    },
    threshold: frozen?.threshold ?? evaluation.threshold,
    frozen,
    isValidation: isOnValidation(evaluation),
    validation: sameWeights.find((test) => isOnValidation(test) && test.status === 'finished')?.id ?? null,
    tests: tests.map(({ id: testId, status, datasetName, splitName, imageCount, checkpointSha256: sha256 }) => ({
      ...{ id: testId, status, datasetName, splitName, imageCount },
      hasSameWeights: sha256 === checkpointSha256,
    })),
  };
}

const withColumns = ({ metadataColumns, ...fields }: ReturnType<Store['gallery']['fieldsOf']>) => ({
  ...fields,
  metadataColumns: [...metadataColumns],
});

const isOnValidation = ({ splitName }: EvaluationSummary) => splitName === 'valid';

type Point = { readonly threshold: number; readonly rule: ThresholdRule };

/** Null = no longer frozen. */
function freeze(
  { store, events, history, clock }: PredictionsDependencies,
  id: EvaluationId,
  point: Point | null,
): void {
  const evaluation = store.evaluations.get(id);
  const { checkpointSha256 } = evaluation;
  if (point !== null && !(isOnValidation(evaluation) && evaluation.status === 'finished'))
    throw new AppError('conflict', 'A threshold is frozen on a finished test of validation faces only.', {
      hint: 'Chosen on the faces that it is then tested with, it would look better than it is. Test these weights on their validation faces first.',
    });
  const before = store.operatingPoints.find(checkpointSha256);
  if (point === null && before === null) return;
  const after = point && { ...point, evaluationId: id, frozenAtMs: clock() };
  const put = (value: typeof after) => () => {
    store.operatingPoints.put(checkpointSha256, value);
    events.publish({ topic: 'marks.changed' });
  };
  const redo = put(after);
  redo();
  history.record({
    title: point === null ? 'Release the frozen threshold' : `Freeze the threshold ${point.threshold.toPrecision(4)}`,
    undo: put(before && pointOf(before)),
    redo,
  });
}

const pointOf = ({ evaluationId, rule, threshold, frozenAtMs }: FrozenPoint) => ({
  ...{ evaluationId, rule, threshold, frozenAtMs },
});
