/** Images counted by what they are and by class: a dozen rows for a page to show, however different they are. */
import type { Bucket, ClassBalance, SplitName } from '#shared/contract/datasets.ts';
import { type Label, REAL } from '#shared/domain/labels.ts';

export type Counted = { readonly label: Label; readonly count: number };

const MOST_BUCKETS = 12;
const OTHER = 'other';

/** The most frequent first; what is beyond a dozen is "other". */
export function namedBuckets(counted: Iterable<Counted & { readonly name: string }>): Bucket[] {
  const buckets = [...bucketsByName(counted).values()].sort((a, b) => sizeOf(b) - sizeOf(a));
  if (buckets.length <= MOST_BUCKETS) return buckets;
  const rest = buckets.slice(MOST_BUCKETS);
  const sum = (of: 'real' | 'fake') => rest.reduce((total, bucket) => total + bucket[of], 0);
  return [...buckets.slice(0, MOST_BUCKETS), { name: OTHER, real: sum('real'), fake: sum('fake') }];
}

/** Each size by itself while there are at most a dozen: one that a single class has is a give-away. Else ranges of the shorter side, the smallest first. */
export function sizeBuckets(
  counted: readonly (Counted & { readonly width: number; readonly height: number })[],
): Bucket[] {
  const exact = bucketsByName(counted.map((row) => ({ ...row, name: `${row.width} × ${row.height} px` })));
  if (exact.size <= MOST_BUCKETS) return [...exact.values()].sort((a, b) => sizeOf(b) - sizeOf(a));
  const ranges = bucketsByName(counted.map((row) => ({ ...row, name: rangeOf(Math.min(row.width, row.height)) })));
  return RANGES.flatMap(({ name }) => ranges.get(name) ?? []);
}

/** Of the shorter side, in pixels: powers of two, and the usual input of a network between. */
const RANGES = [0, 32, 64, 128, 224, 256, 512, 1024, 2048, Number.POSITIVE_INFINITY].flatMap((from, index, edges) => {
  const to = edges[index + 1];
  if (to === undefined) return [];
  const name =
    from === 0 ? `below ${to} px` : to === Number.POSITIVE_INFINITY ? `${from} px and more` : `${from} to ${to - 1} px`;
  return [{ to, name }];
});

const rangeOf = (sidePx: number): string => RANGES.find(({ to }) => sidePx < to)?.name ?? OTHER;

export function balanceOf(counted: Iterable<Counted & { readonly split: SplitName | null }>): ClassBalance {
  const nothing = () => ({ train: 0, valid: 0, test: 0, none: 0 });
  const balance: ClassBalance = { real: nothing(), fake: nothing() };
  for (const { label, split, count } of counted) balance[label === REAL ? 'real' : 'fake'][split ?? 'none'] += count;
  return balance;
}

function bucketsByName(counted: Iterable<Counted & { readonly name: string }>): Map<string, Bucket> {
  const buckets = new Map<string, Bucket>();
  for (const { name, label, count } of counted) {
    const bucket = buckets.get(name) ?? { name, real: 0, fake: 0 };
    bucket[label === REAL ? 'real' : 'fake'] += count;
    buckets.set(name, bucket);
  }
  return buckets;
}

const sizeOf = ({ real, fake }: Bucket) => real + fake;
