/**
 * Which of a long list are chosen, by their keys. The list is known in part only: whoever extends a range asks for the keys of it first. Pure.
 */
export type GridSelection = {
  readonly keys: ReadonlySet<number>;
  /** The index that a range begins at; null = none was chosen yet. */
  readonly anchor: number | null;
  /** What stays chosen beside the range. */
  readonly base: ReadonlySet<number>;
};

const NOTHING: ReadonlySet<number> = new Set();

export const NO_SELECTION: GridSelection = { keys: NOTHING, anchor: null, base: NOTHING };

/** One more or one less. */
export function toggled({ keys }: GridSelection, { key, index }: { key: number; index: number }): GridSelection {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return { keys: next, anchor: index, base: next };
}

/** From the anchor up to an index, first and last; what was chosen before the range began stays. */
export const rangeTo = ({ anchor }: GridSelection, index: number): readonly [first: number, last: number] => [
  Math.min(anchor ?? index, index),
  Math.max(anchor ?? index, index),
];

/** `range`: the keys of `rangeTo`. */
export const extended = (selection: GridSelection, index: number, range: readonly number[]): GridSelection => ({
  keys: new Set([...selection.base, ...range]),
  anchor: selection.anchor ?? index,
  base: selection.base,
});

export const all = (selection: GridSelection, keys: readonly number[]): GridSelection => {
  const chosen = new Set(keys);
  return { keys: chosen, anchor: selection.anchor, base: chosen };
};
