import { formatCount, formatPercent } from '#renderer/components/format.ts';
import type { PointingResult } from '#shared/contract/explanations.ts';
import { FACE_REGION_TITLES, FACE_REGIONS, FAULT_REGION_TITLES, FAULT_REGIONS } from '#shared/domain/regions.ts';
import type { Said } from '../said.ts';
import { formatPx } from '../words.ts';

/** "Eyes", "Left eye", "All"; a name of somebody else's stays as it is. */
export function plantedTitle(region: string): string {
  if (region === 'all') return 'All';
  const fault = FAULT_REGIONS.find((each) => each === region);
  const part = FACE_REGIONS.find((each) => each === region);
  return (fault && FAULT_REGION_TITLES[fault]) ?? (part && FACE_REGION_TITLES[part]) ?? region;
}

/** Of all changed regions together, beside chance and what is possible. */
export function pointingSentence(results: readonly PointingResult[], tolerancePx: number): Said {
  const whole = results.find(({ region }) => region === 'all') ?? (results.length === 1 ? results[0] : undefined);
  if (whole === undefined || whole.hit === null)
    return { text: 'No fake with a known region was found and has a map: there is nothing to say.', isFinding: false };
  const { hit, chance, perfect, n } = whole;
  const isAbove = chance !== null && hit.low > chance.hit;
  const isBelow = chance !== null && hit.high < chance.hit;
  const beside =
    chance === null
      ? ''
      : isAbove
        ? `; a highest value anywhere would in ${formatPercent(chance.hit)}`
        : `; ${isBelow ? 'that is less than' : 'its interval holds'} the ${formatPercent(chance.hit)} of chance`;
  const possible = perfect === null ? '' : `; a perfect map of this grid would in ${formatPercent(perfect.hit)}`;
  return {
    text: `The maps point at the changed region, or at most ${formatPx(tolerancePx)} beside it, in ${formatPercent(hit.rate)} of the fakes that were found (n = ${formatCount(n)})${beside}${possible}.`,
    isFinding: isAbove,
  };
}
