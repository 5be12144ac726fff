/**
 * Spearman's rank correlation: Pearson's of the ranks, equal values sharing the mean of theirs. Source: C. Spearman 1904, "The Proof and Measurement of Association between Two
 * Things"; ties as `scipy.stats.spearmanr`.
 */
import { assert } from '../errors.ts';

/** -1..1; null where there are fewer than two pairs or all values of a side are equal. */
export function spearman(first: ArrayLike<number>, second: ArrayLike<number>): number | null {
  assert(
    first.length === second.length,
    `there are as many of the one (${first.length}) as of the other (${second.length})`,
  );
  return first.length < 2 ? null : pearson(ranksOf(first), ranksOf(second));
}

/** From 1; equal values have the mean of the ranks that they take up. */
export function ranksOf(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, i) => i).sort(
    (a, b) => (values[a] as number) - (values[b] as number), // in range: their own positions
  );
  const ranks = new Float64Array(values.length);
  for (let first = 0; first < order.length; ) {
    const value = values[order[first] as number];
    let end = first + 1;
    while (end < order.length && values[order[end] as number] === value) end++;
    for (let i = first; i < end; i++) ranks[order[i] as number] = (first + 1 + end) / 2;
    first = end;
  }
  return ranks;
}

function pearson(first: Float64Array, second: Float64Array): number | null {
  const middle = (first.length + 1) / 2; // the mean of ranks, ties or none
  let [product, firstSquares, secondSquares] = [0, 0, 0];
  for (const [i, rank] of first.entries()) {
    const [a, b] = [rank - middle, (second[i] as number) - middle];
    product += a * b;
    firstSquares += a * a;
    secondSquares += b * b;
  }
  return firstSquares === 0 || secondSquares === 0 ? null : product / Math.sqrt(firstSquares * secondSquares);
}
