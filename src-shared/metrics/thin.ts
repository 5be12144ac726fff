/** Fewer points of a curve that has one for each distinct score. */

/**
 * Which points to keep of a curve through [x, y], at most `most`: first and last, and between them those at equal distances along it, so that steep
 * and flat parts are drawn alike. In their order. All where there are few enough.
 */
export function thinCurve(x: ArrayLike<number>, y: ArrayLike<number>, most: number): readonly number[] {
  const count = x.length;
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  const along = new Float64Array(count);
  for (let i = 1; i < count; i++) along[i] = along[i - 1]! + Math.abs(x[i]! - x[i - 1]!) + Math.abs(y[i]! - y[i - 1]!);
  const stride = along[count - 1]! / (most - 1);
  const kept = [0];
  for (let i = 1; i < count - 1 && kept.length < most - 1; i++) if (along[i]! >= kept.length * stride) kept.push(i);
  return [...kept, count - 1];
}

/** The same of a curve with names; the first column is the horizontal axis. Columns of one length. */
export function thinColumns<K extends string>(
  curve: Readonly<Record<K, ArrayLike<number>>>,
  most: number,
): Record<K, number[]> {
  const columns = Object.entries(curve) as [K, ArrayLike<number>][]; // the record's own
  const [[, x] = ['', []], [, y] = ['', []]] = columns as [string, ArrayLike<number>][];
  const kept = thinCurve(x, y, most);
  return Object.fromEntries(columns.map(([name, values]) => [name, kept.map((i) => values[i] ?? 0)])) as Record<
    K,
    number[]
  >;
}
