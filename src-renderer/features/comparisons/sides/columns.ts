/** What can be done with the columns of a comparison. */
import type { RunId } from '#shared/domain/records.ts';

export type ColumnActs = {
  /** Goes to the left: all others are held against it. */
  readonly rebase: (id: RunId) => void;
  /** Before another one, or one place to a side. */
  readonly move: (id: RunId, to: RunId | -1 | 1) => void;
  readonly remove: (id: RunId) => void;
};

/** Of what is dragged from column to column. */
export const DRAG_TYPE = 'application/x-facet-run';
