/** Ordered lists of a test's faces, made once for each filter and kept while nothing changes: a page of a gallery is a piece of one. */
import type { GalleryIdsQuery } from '#main/store/gallery-queries.ts';
import type { GalleryWhich } from '#main/store/gallery-where.ts';
import type { Store } from '#main/store/open.ts';
import type { EventBody } from '#shared/contract/events.ts';
import type { GalleryOrder, GalleryScope } from '#shared/contract/predictions.ts';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import type { EventBus } from '../events/bus.ts';

/** 800 kB each for 100,000 faces. */
const KEPT_LISTS = 12;

export type GalleryLists = ReturnType<typeof createGalleryLists>;

type Kept = { readonly order: GalleryIdsQuery; readonly ids: readonly ImageId[] };

export function createGalleryLists({ store, events }: { readonly store: Store; readonly events: EventBus }) {
  const kept = new Map<string, Kept>();
  void forgetWithEvents();

  /** A frozen operating point holds wherever its weights are tested. @throws not_found */
  const thresholdOf = (evaluationId: EvaluationId, asked: number | null): number => {
    const { checkpointSha256, threshold } = store.evaluations.get(evaluationId);
    return asked ?? store.operatingPoints.find(checkpointSha256)?.threshold ?? threshold;
  };
  const which = ({ evaluationId, filter, threshold }: GalleryScope): GalleryWhich => ({
    ...{ evaluationId, filter },
    threshold: thresholdOf(evaluationId, threshold),
  });

  /** @throws not_found (no such test) */
  const ids = ({ sort, isRising, ...scope }: GalleryOrder): readonly ImageId[] => {
    const order = { ...which(scope), sort, isRising };
    const { imageCount } = store.evaluations.get(order.evaluationId); // it grows while the test runs
    const key = JSON.stringify([
      imageCount,
      order.evaluationId,
      order.threshold,
      sort,
      isRising,
      Object.entries(order.filter).sort(),
    ]);
    const list = kept.get(key) ?? { order, ids: store.gallery.ids(order) };
    kept.delete(key);
    kept.set(key, list); // now the newest
    if (kept.size > KEPT_LISTS) kept.delete(kept.keys().next().value as string); // there is one
    return list.ids;
  };

  const forget = (isStale: (order: GalleryIdsQuery) => boolean) => {
    for (const [key, { order }] of kept) if (isStale(order)) kept.delete(key);
  };

  /** Until the program ends. A page hears of an event later than this does, and asks after it. */
  async function forgetWithEvents(): Promise<void> {
    for await (const { event } of events.subscribe({ after: null, session: null })) {
      const isStale = STALE[event.body.topic];
      if (isStale !== undefined) forget(isStale);
    }
  }

  return {
    ids,
    which,
    thresholdOf,
    /** Tags or verdicts are others now. */
    forgetMarked: () => forget(asksMarks),
  };
}

const asksMarks = ({ filter: { tag, verdict } }: GalleryIdsQuery) => tag !== undefined || verdict !== undefined;

const STALE: { readonly [T in EventBody['topic']]?: (order: GalleryIdsQuery) => boolean } = {
  'marks.changed': asksMarks,
  'dataset.changed': ({ filter: { split, file } }) => split !== undefined || file !== undefined,
  'explanation.changed': ({ filter: { region } }) => region !== undefined,
  'evaluation.changed': () => true,
  resync: () => true,
};
