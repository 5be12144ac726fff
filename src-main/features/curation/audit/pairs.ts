/** Pictures that stand in a data set more than once, exactly or nearly: counted all, the worst of them listed. */
import type { StoredAudit } from '#main/store/audits.ts';
import type { AuditedImage } from '#main/store/images.ts';
import { nearHashes, WORDS } from './near-hashes.ts';

/** Bits of 128. Of copies that were scaled to a third or compressed to a quality of 30, nineteen in twenty stay within 4. */
export const NEAR_DISTANCE = 8;

const MOST_PAIRS = 200;
/** Of a crowd of copies, so many are looked at for the list; the counts count all. */
const MOST_OF_A_CELL = 12;

export type PairFacts = Pick<StoredAudit, 'pairs' | 'exactPairCount' | 'nearPairCount' | 'crossSplitPairCount'>;

type Image = Pick<AuditedImage, 'id' | 'sha256' | 'label' | 'split'> & {
  readonly measures: { readonly hash: Uint8Array } | null;
};

/** Yields now and then. */
export function* findPairs(images: readonly Image[]): Generator<void, PairFacts> {
  const total = { exactPairCount: 0, nearPairCount: 0, crossSplitPairCount: 0 };
  const list = createWorstList();
  for (const same of Map.groupBy(images, ({ sha256 }) => sha256).values()) {
    if (same.length === 1) continue;
    total.exactPairCount += pairsWithin(same.length);
    total.crossSplitPairCount += crossingWithin(same);
    list.addWithin(same, { distance: 0, isExact: true });
  }
  yield;
  const cells = cellsOf(images);
  for (const { members } of cells) {
    const bySha = [...Map.groupBy(members, ({ sha256 }) => sha256).values()];
    if (bySha.length === 1) continue;
    const among = (count: (same: readonly Image[]) => number) => bySha.reduce((sum, same) => sum + count(same), 0);
    total.nearPairCount += pairsWithin(members.length) - among((same) => pairsWithin(same.length));
    total.crossSplitPairCount += crossingWithin(members) - among(crossingWithin);
    list.addWithin(members, { distance: 0, isExact: false });
  }
  yield;
  const hashes = Uint32Array.from(cells.flatMap(({ hash }) => hash));
  for (const { first, second, distance } of yield* nearHashes(hashes, NEAR_DISTANCE)) {
    const [a, b] = [cells[first]!.members, cells[second]!.members];
    total.nearPairCount += a.length * b.length;
    total.crossSplitPairCount += crossingBetween(a, b);
    list.addBetween(a, b, distance);
  }
  return { ...total, pairs: list.worst() };
}

type Cell = { readonly hash: readonly number[]; readonly members: readonly Image[] };

/** Images of one hash each. */
function cellsOf(images: readonly Image[]): readonly Cell[] {
  const hashed = images.filter(({ measures }) => measures !== null);
  const byHash = Map.groupBy(hashed, ({ measures }) => Buffer.from(measures!.hash).toString('hex'));
  return [...byHash].map(([hex, members]) => ({
    hash: Array.from({ length: WORDS }, (_, word) => Number.parseInt(hex.slice(8 * word, 8 * word + 8), 16)),
    members,
  }));
}

const pairsWithin = (count: number) => (count * (count - 1)) / 2;

function bySplit(images: readonly Image[]): { readonly placed: number; readonly counts: ReadonlyMap<string, number> } {
  const counts = new Map<string, number>();
  for (const { split } of images) if (split !== null) counts.set(split, (counts.get(split) ?? 0) + 1);
  return { placed: counts.values().reduce((sum, count) => sum + count, 0), counts };
}

/** Pairs whose two images have different splits; one without a split is in none. */
function crossingWithin(images: readonly Image[]): number {
  const { placed, counts } = bySplit(images);
  return counts.values().reduce((left, count) => left - pairsWithin(count), pairsWithin(placed));
}

function crossingBetween(a: readonly Image[], b: readonly Image[]): number {
  const [first, second] = [bySplit(a), bySplit(b)];
  return first.counts
    .entries()
    .reduce((left, [split, count]) => left - count * (second.counts.get(split) ?? 0), first.placed * second.placed);
}

type Candidate = StoredAudit['pairs'][number] & { readonly rank: number };

/** Across splits first, then other labels, then by distance. */
function createWorstList() {
  let candidates: Candidate[] = [];
  const cut = () => {
    candidates = candidates.sort((a, b) => a.rank - b.rank || a.first - b.first || a.second - b.second);
    candidates.length = Math.min(candidates.length, MOST_PAIRS);
  };
  const add = (a: Image, b: Image, { distance, isExact }: { distance: number; isExact: boolean }) => {
    const isCrossing = a.split !== null && b.split !== null && a.split !== b.split;
    const rank = (isCrossing ? 0 : 200) + (a.label === b.label ? 100 : 0) + 2 * distance + (isExact ? 0 : 1);
    candidates.push({ first: a.id, second: b.id, distance, isExact, rank });
    if (candidates.length > 10 * MOST_PAIRS) cut();
  };
  return {
    addWithin: (images: readonly Image[], facts: { distance: number; isExact: boolean }) => {
      const chosen = varied(images);
      for (const [i, a] of chosen.entries())
        for (const b of chosen.slice(i + 1)) if ((a.sha256 === b.sha256) === facts.isExact) add(a, b, facts);
    },
    addBetween: (first: readonly Image[], second: readonly Image[], distance: number) => {
      for (const a of varied(first)) for (const b of varied(second)) add(a, b, { distance, isExact: false });
    },
    worst: () => {
      cut();
      return candidates.map(({ rank: _, ...pair }) => pair);
    },
  };
}

/** At most MOST_OF_A_CELL: one of each split and label first, so that the worst pair is among them. */
function varied(images: readonly Image[]): readonly Image[] {
  if (images.length <= MOST_OF_A_CELL) return images;
  const kinds = [...Map.groupBy(images, ({ split, label }) => `${split} ${label}`).values()];
  const first = kinds.map((kind) => kind[0]!);
  const rest = images.filter((image) => !first.includes(image));
  return [...first, ...rest].slice(0, MOST_OF_A_CELL);
}
