/** Pages of faces as pieces of ordered lists of ids, which are made once and kept while nothing changes: a grid that scrolls asks many times. */
import type { FaceOrder } from '#main/store/face-queries.ts';
import type { Store } from '#main/store/open.ts';
import type { FaceItem } from '#shared/contract/datasets.ts';
import type { ImageId } from '#shared/domain/records.ts';

/** 800 kB each for 100,000 faces. */
const KEPT_LISTS = 8;

export type FacePages = ReturnType<typeof createFacePages>;

export function createFacePages({ store }: { readonly store: Store }) {
  const kept = new Map<string, readonly ImageId[]>();

  /** @throws not_found (no such data set) */
  const ids = (order: FaceOrder): readonly ImageId[] => {
    store.datasets.get(order.datasetId); // it may have been removed since the list was made
    const key = JSON.stringify([order.datasetId, order.sort, order.isDescending, Object.entries(order.filter).sort()]);
    const known = kept.get(key);
    const list = known ?? store.images.order(order);
    kept.delete(key);
    kept.set(key, list); // now the newest
    if (kept.size > KEPT_LISTS) kept.delete(kept.keys().next().value as string); // there is one
    return list;
  };

  return {
    ids,
    page: (
      order: FaceOrder,
      { offset, limit }: { readonly offset: number; readonly limit: number },
    ): { total: number; faces: FaceItem[] } => {
      const list = ids(order);
      return { total: list.length, faces: [...store.images.faces(list.slice(offset, offset + limit))] };
    },
    place: (order: FaceOrder, imageId: ImageId) => {
      const list = ids(order);
      const index = list.indexOf(imageId);
      if (index < 0) return { index: null, previous: null, next: null, total: list.length };
      return { index, previous: list[index - 1] ?? null, next: list[index + 1] ?? null, total: list.length };
    },
    /** Labels, splits, exclusions or measures are others now. */
    forget: () => kept.clear(),
  };
}
