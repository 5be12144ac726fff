/** Where a number leads: to its faces. */
import { defaultStringifySearch } from '@tanstack/react-router';
import { galleryLink } from '#renderer/components/gallery-link.ts';
import type { Outcome } from '#shared/domain/outcomes.ts';
import type { EvaluationId, ImageId, RunId } from '#shared/domain/records.ts';

/** Faces of some outcomes at a threshold. */
export const outcomesLink = (
  evaluationId: EvaluationId,
  { outcomes, threshold }: { readonly outcomes: readonly Outcome[]; readonly threshold: number },
): string => galleryLink(evaluationId, { filter: { outcomes: [...outcomes] }, threshold });

export const flipLink = (first: EvaluationId, second: EvaluationId): string =>
  `/compare/faces${defaultStringifySearch({ first, second })}`;

export const compareLink = (runIds: readonly RunId[]): string => `/compare?runs=${runIds.join(',')}`;

/** The page of one face of a test. */
export const faceLink = (
  evaluationId: EvaluationId,
  imageId: ImageId,
  search: Readonly<Record<string, unknown>> = {},
): string => `/predictions/${evaluationId}/faces/${imageId}${defaultStringifySearch(search)}`;

/** A bin holds scores above `from` up to and including `to`, a filter those from `from` up to but without `below`: so both ends go up by the smallest step there is. */
export const scoresOfBin = ({ from, to }: { readonly from: number; readonly to: number }) => ({
  from: from === 0 ? null : nextAbove(from),
  below: to >= 1 ? null : nextAbove(to),
});

/** The next larger float64 of a number from 0 on. */
export function nextAbove(value: number): number {
  if (value === 0) return Number.MIN_VALUE;
  const bits = new BigInt64Array(new Float64Array([value]).buffer);
  bits[0] = (bits[0] ?? 0n) + 1n;
  return new Float64Array(bits.buffer)[0] ?? value;
}
