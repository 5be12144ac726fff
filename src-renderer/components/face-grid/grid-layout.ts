/** Where the cells of a grid lie. Pure: widths in, places out. */

export type GridLayout = {
  readonly columns: number;
  /** Side of the picture. */
  readonly cellPx: number;
  /** Of a row, with its caption and the gap below it. */
  readonly rowPx: number;
  readonly rows: number;
};

export const GAP_PX = 8;
export const PADDING_PX = 12;
const CAPTION_PX = 22;
/** Browsers cut elements off beyond some 33 million pixels. */
const TALLEST_PX = 30_000_000;

export type LayoutOptions = {
  /** Of the inside of the box, without its scroll bar. */
  readonly widthPx: number;
  /** Wanted; the pictures grow a little so that they fill the width. */
  readonly sizePx: number;
  readonly total: number;
  readonly hasCaption: boolean;
};

export function layoutOf({ widthPx, sizePx, total, hasCaption }: LayoutOptions): GridLayout {
  const insidePx = Math.max(1, widthPx - 2 * PADDING_PX);
  const layoutWith = (columns: number): GridLayout => {
    const cellPx = Math.max(1, Math.floor((insidePx - GAP_PX * (columns - 1)) / columns));
    const rowPx = cellPx + GAP_PX + (hasCaption ? CAPTION_PX : 0);
    return { columns, cellPx, rowPx, rows: Math.ceil(total / columns) };
  };
  let columns = Math.max(1, Math.floor((insidePx + GAP_PX) / (sizePx + GAP_PX)));
  let layout = layoutWith(columns);
  while (layout.rows * layout.rowPx > TALLEST_PX) layout = layoutWith(++columns); // smaller pictures, but all of them within reach
  return layout;
}

/** Index after a key of movement; null = the key does not move. Stays within the list; from nowhere (-1) every way leads to its beginning, End to its end. */
export function movedIndex(
  key: string,
  { index, total, columns, pageRows }: { index: number; total: number; columns: number; pageRows: number },
): number | null {
  const step = steps({ columns, pageRows })[key];
  if (total === 0) return null;
  if (key === 'Home') return 0;
  if (key === 'End') return total - 1;
  if (step === undefined) return null;
  if (index < 0) return 0;
  const next = index + step;
  // Up and down stop where there is no such row, instead of running to the end of the list.
  if (Math.abs(step) > 1 && next < 0) return Math.abs(step) === columns ? index : index % columns;
  if (Math.abs(step) > 1 && next >= total)
    return Math.abs(step) === columns ? lastBelow(index, { total, columns }) : total - 1;
  return Math.min(total - 1, Math.max(0, next));
}

const steps = ({ columns, pageRows }: { columns: number; pageRows: number }): Readonly<Record<string, number>> => ({
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -columns,
  ArrowDown: columns,
  PageUp: -columns * Math.max(1, pageRows),
  PageDown: columns * Math.max(1, pageRows),
});

/** The last row may be shorter: from above its gap, down leads to its last cell. */
function lastBelow(index: number, { total, columns }: { total: number; columns: number }): number {
  const isLastRow = Math.floor(index / columns) === Math.floor((total - 1) / columns);
  return isLastRow ? index : total - 1;
}
