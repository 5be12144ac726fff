/** What a key does to the selection of a table. */
import { cleared, extended, moved, type Selection, toggled, withAll } from './selection.ts';

export type TableKey = {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
};

export type TableKeyContext = {
  readonly selection: Selection;
  readonly order: readonly string[];
  /** Rows that the screen holds. */
  readonly page: number;
};

/** Null where the key means nothing here. */
export function afterKey(press: TableKey, { selection, order, page }: TableKeyContext): Selection | null {
  const { key, shiftKey: hasShift } = press;
  if (press.ctrlKey || press.metaKey) return key.toLowerCase() === 'a' ? withAll(selection, order) : null;
  const step = stepOf(key, { page, length: order.length });
  if (step !== null) return moved(selection, step, { order, hasShift });
  if (key === ' ' && selection.active !== null)
    return hasShift ? extended(selection, selection.active, order) : toggled(selection, selection.active);
  return key === 'Escape' && selection.selected.size > 0 ? cleared(selection) : null;
}

function stepOf(key: string, { page, length }: { readonly page: number; readonly length: number }): number | null {
  switch (key) {
    case 'ArrowDown':
      return 1;
    case 'ArrowUp':
      return -1;
    case 'PageDown':
      return page;
    case 'PageUp':
      return -page;
    case 'Home':
      return -length;
    case 'End':
      return length;
    default:
      return null;
  }
}
