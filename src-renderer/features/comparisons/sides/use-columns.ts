import { MAX_COMPARED } from '#shared/contract/comparisons.ts';
import type { RunId } from '#shared/domain/records.ts';
import type { ColumnActs } from './columns.ts';
import { movedId, orderedIds } from './side.ts';
import { useCompareSearch } from './use-compare-search.ts';

export type Columns = ColumnActs & {
  /** The baseline first. */
  readonly ids: readonly RunId[];
  readonly add: (id: RunId) => void;
};

/** The columns as the link names them, and what is done with them. */
export function useColumns(asked: readonly RunId[]): Columns {
  const { search, change } = useCompareSearch();
  const ids = orderedIds(asked, search.baseline);
  const put = (next: readonly RunId[]) =>
    change({ runs: next.length === 0 ? undefined : next.join(','), baseline: undefined }, { isStep: true });
  return {
    ids,
    rebase: (id) => put(orderedIds(ids, id)),
    move: (id, to) => put(movedId(ids, id, to)),
    remove: (id) => put(ids.filter((other) => other !== id)),
    add: (id) => put([...ids.filter((other) => other !== id), id].slice(-MAX_COMPARED)),
  };
}
