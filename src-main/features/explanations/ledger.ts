/** The region ledger: how much of the heat maps falls on which region, by what became of the face. */
import type { ExplainedFace } from '#main/store/map-sets.ts';
import type { Ledger, LedgerCell } from '#shared/contract/explanations.ts';
import { OUTCOMES, type Outcome, outcomeOf } from '#shared/domain/outcomes.ts';
import { createRandom, shuffled } from '#shared/domain/random.ts';
import { FACE_REGIONS } from '#shared/domain/regions.ts';
import { quantile } from '#shared/metrics/intervals.ts';

type Sharing = { readonly shares: Float32Array; readonly areas: Float32Array };
type Counts = { tested: number; mapped: number; empty: number; unlocated: number };

/** What is gathered face by face, so that 100,000 of them can come in pieces. */
export type LedgerRows = Readonly<Record<Outcome, { readonly counts: Counts; readonly faces: Sharing[] }>>;

export const emptyRows = (): LedgerRows =>
  Object.fromEntries(
    OUTCOMES.map((outcome) => [outcome, { counts: { tested: 0, mapped: 0, empty: 0, unlocated: 0 }, faces: [] }]),
  ) as unknown as LedgerRows; // one entry an outcome

export function addFace(rows: LedgerRows, face: ExplainedFace, threshold: number): void {
  const { counts, faces } = rows[outcomeOf(face, threshold)];
  counts.tested += 1;
  if (!face.hasMap) return;
  counts.mapped += 1;
  if (face.mass === null) return;
  if (face.mass === 0) counts.empty += 1;
  else if (face.shares === null || face.areas === null) counts.unlocated += 1;
  else faces.push({ shares: face.shares, areas: face.areas });
}

/** Pauses now and then, for others to have their turn. */
export function* ledgerOf(rows: LedgerRows): Generator<void, Pick<Ledger, 'cells' | 'counts'>> {
  const cells: LedgerCell[] = [];
  for (const [seed, outcome] of OUTCOMES.entries()) cells.push(...(yield* cellsOf(outcome, rows[outcome].faces, seed)));
  return { counts: OUTCOMES.map((outcome) => ({ outcome, ...rows[outcome].counts })), cells };
}

function* cellsOf(outcome: Outcome, faces: readonly Sharing[], seed: number): Generator<void, LedgerCell[]> {
  const n = faces.length;
  if (n === 0) return FACE_REGIONS.map((region) => ({ region, outcome, n, share: null, perArea: null, area: null }));
  const groups = groupMeans(faces, { seed, most: MOST_GROUPS });
  yield;
  const resamples = yield* bootstrapMeans(groups, seed);
  const [whole] = groupMeans(faces, { seed, most: 1 }) as [Float64Array]; // one group is all of them
  return FACE_REGIONS.map((region, i) => {
    const share = whole[i] as number; // one a region, and then its area
    const area = whole[FACE_REGIONS.length + i] as number;
    const perArea = interval(resamples, (means) => ratio(means[i] as number, means[FACE_REGIONS.length + i] as number));
    return {
      region,
      outcome,
      n,
      share: { mean: share, ...interval(resamples, (means) => means[i] as number) },
      perArea: area === 0 ? null : { mean: share / area, ...perArea },
      area,
    };
  });
}

const ratio = (share: number, area: number) => (area === 0 ? 0 : share / area);

const RESAMPLES = 1_000;
/** Above it faces are drawn in random groups of equal size: the mean over groups varies as the mean over faces does, and a resample costs no more. */
const MOST_GROUPS = 2_000;

/** Means over random groups of faces, [shares by region, areas by region] each: a resample of groups stands for one of faces. */
function groupMeans(
  faces: readonly Sharing[],
  { seed, most }: { readonly seed: number; readonly most: number },
): Float64Array[] {
  const k = FACE_REGIONS.length;
  const count = Math.min(most, faces.length);
  const sums = Array.from({ length: count }, () => new Float64Array(2 * k));
  const sizes = new Float64Array(count);
  const ordered = count === faces.length ? faces : shuffled(faces, createRandom(seed, 1));
  for (const [position, { shares, areas }] of ordered.entries()) {
    const group = position % count;
    const sum = sums[group] as Float64Array; // in range: modulo
    sizes[group] = (sizes[group] as number) + 1;
    for (let i = 0; i < k; i++) {
      sum[i] = (sum[i] as number) + (shares[i] as number);
      sum[k + i] = (sum[k + i] as number) + (areas[i] as number);
    }
  }
  return sums.map((sum, group) => sum.map((value) => value / (sizes[group] as number)));
}

/** Percentile bootstrap (Efron and Tibshirani 1993, "An introduction to the bootstrap", chapter 13): all regions from the same draws. */
function* bootstrapMeans(groups: readonly Float64Array[], seed: number): Generator<void, readonly Float64Array[]> {
  const random = createRandom(seed, 2);
  const width = groups[0]?.length ?? 0;
  const resamples: Float64Array[] = [];
  for (let resample = 0; resample < RESAMPLES; resample++) {
    const means = new Float64Array(width);
    for (let draw = 0; draw < groups.length; draw++) {
      const drawn = groups[random.integer(groups.length)] as Float64Array; // in range: drawn below their number
      for (let i = 0; i < width; i++) means[i] = (means[i] as number) + (drawn[i] as number);
    }
    for (let i = 0; i < width; i++) means[i] = (means[i] as number) / groups.length;
    resamples.push(means);
    if (resample % 10 === 0) yield;
  }
  return resamples;
}

function interval(resamples: readonly Float64Array[], figure: (means: Float64Array) => number) {
  const sorted = Float64Array.from(resamples, figure).sort();
  return { low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}
