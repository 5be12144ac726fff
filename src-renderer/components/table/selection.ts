/**
 * Which rows are chosen, and which one the keyboard is at. Pure: every act takes the ids of the rows in their order on the screen and returns what is
 * chosen after it. Ranges go from the row that was last chosen by itself, and add to what was chosen before it.
 */

export type Selection = {
  readonly selected: ReadonlySet<string>;
  /** Where the keyboard is; may be no longer on the screen. */
  readonly active: string | null;
  /** Where a range begins. */
  readonly anchor: string | null;
  /** What stays chosen beside the range. */
  readonly base: ReadonlySet<string>;
};

const NOTHING: ReadonlySet<string> = new Set();

export const EMPTY_SELECTION: Selection = { selected: NOTHING, active: null, anchor: null, base: NOTHING };

export type Modifiers = { readonly hasShift: boolean; readonly hasMod: boolean };

/** Alone; with Mod one more or one less; with Shift the range up to here. */
export function clicked(selection: Selection, id: string, { order, hasShift, hasMod }: Modifiers & Ordered): Selection {
  if (hasShift) return extended(selection, id, order);
  if (hasMod) return toggled(selection, id);
  return { selected: new Set([id]), active: id, anchor: id, base: NOTHING };
}

type Ordered = { readonly order: readonly string[] };

/** One more or one less. */
export function toggled(selection: Selection, id: string): Selection {
  const selected = new Set(selection.selected);
  if (!selected.delete(id)) selected.add(id);
  return { selected, active: id, anchor: id, base: selected };
}

/** The range from the anchor up to here; without an anchor, from the keyboard's row or just this one. */
export function extended(selection: Selection, id: string, order: readonly string[]): Selection {
  const start = [selection.anchor, selection.active].find((one) => one !== null && order.includes(one)) ?? id;
  const [a, b] = [order.indexOf(start), order.indexOf(id)];
  const range = order.slice(Math.min(a, b), Math.max(a, b) + 1);
  return { ...selection, selected: new Set([...selection.base, ...range]), active: id, anchor: start };
}

/** The keyboard goes on by so many rows, not beyond the ends; with Shift what it passes is chosen. */
export function moved(
  selection: Selection,
  step: number,
  { order, hasShift }: Ordered & Pick<Modifiers, 'hasShift'>,
): Selection {
  const at = selection.active === null ? -1 : order.indexOf(selection.active);
  const start = at === -1 ? (step > 0 ? -1 : order.length) : at;
  const target = order[Math.min(order.length - 1, Math.max(0, start + step))];
  if (target === undefined) return selection;
  if (!hasShift) return { ...selection, active: target, anchor: target, base: selection.selected };
  return extended(selection, target, order);
}

export const withAll = (selection: Selection, order: readonly string[]): Selection => {
  const selected = new Set([...selection.selected, ...order]);
  return { ...selection, selected, base: selected };
};

/** The keyboard stays where it is. */
export const cleared = (selection: Selection): Selection => ({
  ...selection,
  selected: NOTHING,
  base: NOTHING,
  anchor: null,
});

/** Without what is no longer there; the same object where nothing has gone. */
export function pruned(selection: Selection, existing: ReadonlySet<string>): Selection {
  const isThere = (id: string | null) => id === null || existing.has(id);
  if ([...selection.selected].every(isThere) && isThere(selection.active) && isThere(selection.anchor))
    return selection;
  const keep = (ids: ReadonlySet<string>) => new Set([...ids].filter((id) => existing.has(id)));
  return {
    selected: keep(selection.selected),
    base: keep(selection.base),
    active: isThere(selection.active) ? selection.active : null,
    anchor: isThere(selection.anchor) ? selection.anchor : null,
  };
}
