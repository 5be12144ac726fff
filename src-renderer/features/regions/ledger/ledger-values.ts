/** What the cells of a ledger say, by the measure that is chosen. */
import type { Ledger, LedgerCell } from '#shared/contract/explanations.ts';
import { OUTCOMES, type Outcome } from '#shared/domain/outcomes.ts';
import { FACE_REGIONS, type FaceRegion } from '#shared/domain/regions.ts';
import type { Measure } from '../search.ts';
import { type Figure, overlap } from '../words.ts';

export const cellOf = (ledger: Ledger, region: FaceRegion, outcome: Outcome): LedgerCell | null =>
  ledger.cells.find((cell) => cell.region === region && cell.outcome === outcome) ?? null;

/** Mean share of a region over the faces of all outcomes: the average face. Null where no face was measured. */
export const averageShare = (ledger: Ledger, region: FaceRegion): number | null =>
  meanOverFaces(ledger, region, ({ share }) => share?.mean ?? null);

export const averageArea = (ledger: Ledger, region: FaceRegion): number | null =>
  meanOverFaces(ledger, region, ({ area }) => area);

function meanOverFaces(ledger: Ledger, region: FaceRegion, read: (cell: LedgerCell) => number | null): number | null {
  const known = ledger.cells.flatMap((cell) => {
    const value = cell.region === region ? read(cell) : null;
    return value === null ? [] : [{ n: cell.n, value }];
  });
  const faces = known.reduce((sum, { n }) => sum + n, 0);
  return faces === 0 ? null : known.reduce((sum, { n, value }) => sum + n * value, 0) / faces;
}

export type FigureOptions = { readonly measure: Measure; readonly ledger: Ledger };

/** The interval of a difference is the cell's own, moved: the average face counts as known. */
export function figureOf(cell: LedgerCell | null, { measure, ledger }: FigureOptions): Figure | null {
  if (cell === null) return null;
  if (measure === 'share') return cell.share;
  if (measure === 'per-area') return cell.perArea;
  const average = averageShare(ledger, cell.region);
  if (cell.share === null || average === null) return null;
  const { mean, low, high } = cell.share;
  return { mean: mean - average, low: low - average, high: high - average };
}

export type Difference = {
  readonly value: number;
  /** The two intervals do not meet. */
  readonly isClear: boolean;
};

/** Of a second test against a first. */
export const differenceOf = (first: Figure | null, second: Figure | null): Difference | null =>
  first === null || second === null ? null : { value: second.mean - first.mean, isClear: !overlap(first, second) };

/** The largest figure, as to its size, of the parts of the face in all ledgers that are shown: the deepest tint. The background's would drown theirs. */
export function largestFigure(ledgers: readonly Ledger[], measure: Measure): number {
  const sizes = ledgers.flatMap((ledger) =>
    FACE_REGIONS.filter((region) => region !== 'hair-background').flatMap((region) =>
      OUTCOMES.map((outcome) => Math.abs(figureOf(cellOf(ledger, region, outcome), { measure, ledger })?.mean ?? 0)),
    ),
  );
  return Math.max(0, ...sizes);
}
