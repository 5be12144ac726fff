/** How figures and parts of a face are written here. */
import { formatPercent, MISSING } from '#renderer/components/format.ts';
import { OUTCOME_TITLES, type Outcome } from '#shared/domain/outcomes.ts';
import { FACE_REGION_TITLES, type FaceRegion } from '#shared/domain/regions.ts';
import type { Measure } from './search.ts';

/** A mean with its 95 % interval. */
export type Figure = { readonly mean: number; readonly low: number; readonly high: number };

/** Two intervals that meet: what lies between their means may be chance. */
export const overlap = (a: Figure, b: Figure): boolean => a.low <= b.high && b.low <= a.high;

const MINUS = '−';

/** 0.052 -> "+5.2 pp" */
export function formatPoints(difference: number | null): string {
  if (difference === null) return MISSING;
  const text = Math.abs(100 * difference).toFixed(1);
  return `${signOf(difference, text)}${text} pp`;
}

/** 3.412 -> "3.41×" */
export const formatTimes = (factor: number | null): string => (factor === null ? MISSING : `${factor.toFixed(2)}×`);

/** -0.4 -> "−0.40×" */
export function formatTimesDifference(difference: number | null): string {
  if (difference === null) return MISSING;
  const text = Math.abs(difference).toFixed(2);
  return `${signOf(difference, text)}${text}×`;
}

/** As many digits as the largest of some figures needs to be told: two, or more where all are small. */
export const digitsFor = (largest: number): number => (largest >= 0.1 || largest === 0 ? 2 : largest >= 0.01 ? 3 : 4);

/** 0.4213 -> "+0.42": a logit has no unit. */
export function formatSigned(value: number | null, digits = 2): string {
  if (value === null) return MISSING;
  const text = Math.abs(value).toFixed(digits);
  return `${signOf(value, text)}${text}`;
}

/** What is rounded to nothing has no sign. */
const signOf = (value: number, rounded: string): string => (Number(rounded) === 0 ? '±' : value > 0 ? '+' : MINUS);

export function formatMeasured(value: number | null, measure: Measure): string {
  if (measure === 'share') return formatPercent(value);
  return measure === 'per-area' ? formatTimes(value) : formatPoints(value);
}

/** 4.2857 -> "4.3 px", 15 -> "15 px" */
export const formatPx = (px: number): string => `${Number(px.toFixed(1))} px`;

/** "27.1 to 35.2 %" */
export function formatRange({ low, high }: Pick<Figure, 'low' | 'high'>, measure: Measure): string {
  const [from, to] = [formatMeasured(low, measure), formatMeasured(high, measure)];
  return `${from.replace(/ ?(%|pp|×)$/, '')} to ${to}`;
}

/** "fakes called fake" */
export const OUTCOME_PHRASES: Readonly<Record<Outcome, string>> = {
  'fake-called-fake': 'fakes called fake',
  'fake-called-real': 'fakes called real',
  'real-called-fake': 'real faces called fake',
  'real-called-real': 'real faces called real',
};

/** "is" or "are" of what regionPhrase says. */
export const isOrAre = (region: FaceRegion): string => (region === 'hair-background' ? 'are' : 'is');

export const outcomeTitle = (outcome: Outcome): string => OUTCOME_TITLES[outcome];

/** "the mouth", "hair and background" */
export const regionPhrase = (region: FaceRegion): string =>
  region === 'hair-background' ? 'hair and background' : `the ${FACE_REGION_TITLES[region].toLowerCase()}`;

/** "a", "a and b", "a, b and c" */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
