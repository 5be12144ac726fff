/** The four piles in words. Pure. */
import type { FlipSummary, PILES } from '#shared/contract/comparisons.ts';

export type PileName = (typeof PILES)[number];

export const pileTitle = (pile: PileName, names: { readonly first: string; readonly second: string }): string =>
  ({
    bothRight: 'Both right',
    onlyFirst: `Only ${names.first} right`,
    onlySecond: `Only ${names.second} right`,
    bothWrong: 'Both wrong',
  })[pile];

export const matchedCount = ({ counts }: Pick<FlipSummary, 'counts'>): number =>
  counts.bothRight + counts.onlyFirst + counts.onlySecond + counts.bothWrong;

const SIGNIFICANT = 0.05;
const SMALLEST = 0.0001;

/** "p = 0.0312", "p < 0.0001" */
export const pText = (p: number): string => (p < SMALLEST ? `p < ${SMALLEST}` : `p = ${p.toPrecision(3)}`);

/** What the piles say about which is better. */
export function verdictOf(
  { counts, pValue }: Pick<FlipSummary, 'counts' | 'pValue'>,
  names: { readonly first: string; readonly second: string },
): string {
  const { onlyFirst, onlySecond } = counts;
  if (pValue === null) return 'They have no picture in common.';
  if (onlyFirst + onlySecond === 0) return 'They are right and wrong on the same faces.';
  const [better, more, fewer] =
    onlyFirst >= onlySecond ? [names.first, onlyFirst, onlySecond] : [names.second, onlySecond, onlyFirst];
  if (more === fewer) return `Each alone is right on ${more} faces.`;
  const split = `${better} alone is right on ${more} faces, the other one alone on ${fewer}`;
  return pValue < SIGNIFICANT
    ? `${split}: hardly by chance.`
    : `${split}: were neither better, a split as uneven would not be unusual.`;
}

/** How pictures were matched, and how many were not. */
export function matchWords(summary: FlipSummary, names: { readonly first: string; readonly second: string }): string {
  const { onlyFirst, onlySecond, otherLabel } = summary.unmatched;
  const left = [
    onlyFirst > 0 ? `${onlyFirst} only in the test of ${names.first}` : '',
    onlySecond > 0 ? `${onlySecond} only in the test of ${names.second}` : '',
    otherLabel > 0 ? `${otherLabel} called by different labels` : '',
  ].filter((part) => part !== '');
  const matched = matchedCount(summary);
  return `Pictures are matched by their content, each counted once: ${matched} in both tests${left.length === 0 ? ', none left out' : `; left out: ${left.join(', ')}`}.`;
}
