import { useState } from 'react';
import { keepOrder } from '#shared/domain/run-order.ts';

export type StableOrder<T> = {
  readonly rows: readonly T[];
  /** New figures would put them in another order. */
  readonly isOutdated: boolean;
  readonly sortAgain: () => void;
};

/**
 * Keeps rows where they are while their figures change, so that nothing jumps under the pointer. `question` says what was asked for (order, filter): with
 * another question comes the fresh order.
 */
export function useStableOrder<T extends { readonly id: string }>(
  fresh: readonly T[],
  question: string,
): StableOrder<T> {
  const freshIds = fresh.map(({ id }) => id);
  const [shown, setShown] = useState({ question, ids: freshIds as readonly string[] });
  const ids = shown.question === question ? keepOrder(shown.ids, freshIds) : freshIds;
  if (shown.question !== question || !isSame(ids, shown.ids)) setShown({ question, ids });
  const isOutdated = !isSame(ids, freshIds);
  const byId = new Map(fresh.map((row) => [row.id, row]));
  return {
    rows: isOutdated ? ids.flatMap((id) => byId.get(id) ?? []) : fresh,
    isOutdated,
    sortAgain: () => setShown({ question, ids: freshIds }),
  };
}

const isSame = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((id, i) => id === b[i]);
