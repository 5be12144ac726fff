/** What covering regions says, in a sentence. */
import { formatCount, formatPercent } from '#renderer/components/format.ts';
import type { FaithfulnessResult, KnockedOutRegion, KnockOutResult } from '#shared/contract/perturbations.ts';
import type { Said } from '../said.ts';
import { digitsFor, type Figure, formatSigned, isOrAre, listed, overlap, regionPhrase } from '../words.ts';

type Fallen = KnockedOutRegion & { readonly fall: Figure };

export function knockOutSentence({ regions, correlation }: KnockOutResult): Said {
  const fallen = regions
    .filter((region): region is Fallen => region.fall !== null)
    .toSorted((a, b) => b.fall.mean - a.fall.mean);
  const [top, second] = fallen;
  if (top === undefined)
    return { text: 'No face with known parts was tried: there is nothing to say.', isFinding: false };
  const maps = correlation === null ? '' : ` ${agreement(correlation)}`;
  if (top.fall.low <= 0)
    return {
      text: `Covering no region lets the answer fall clearly: every interval reaches to zero.${maps}`,
      isFinding: false,
    };
  if (second !== undefined && overlap(top.fall, second.fall))
    return {
      text: `The answer falls most when ${regionPhrase(top.region)} or ${regionPhrase(second.region)} is covered; which of the two, the intervals do not tell.${maps}`,
      isFinding: true,
    };
  return {
    text: `The answer falls most when ${regionPhrase(top.region)} ${isOrAre(top.region)} covered: by ${top.fall.mean.toFixed(digitsFor(top.fall.mean))}, and ${formatPercent(top.flips)} of the faces are called otherwise (n = ${formatCount(top.n)}).${maps}`,
    isFinding: true,
  };
}

/** Cohen 1988: from 0.1 weak, from 0.3 medium, from 0.5 strong. */
function agreement(correlation: number): string {
  const size = Math.abs(correlation);
  const strength = size < 0.1 ? 'hardly at all' : size < 0.3 ? 'weakly' : size < 0.5 ? 'moderately' : 'strongly';
  const way = correlation < 0 && size >= 0.1 ? 'the other way round, ' : '';
  return `The maps agree with it ${way}${strength}: Spearman's correlation of share and fall is ${formatSigned(correlation)}.`;
}

/** Whether the maps are better than chance. */
export function faithfulnessSentence({ insertion, deletion, road, random, n }: FaithfulnessResult): Said {
  if (random === null) return { text: 'There are no random maps to set these against.', isFinding: false };
  const verdicts = [
    insertion === null
      ? null
      : verdict('insertion', insertion.area.low > random.insertion, insertion.area.high < random.insertion),
    deletion === null
      ? null
      : verdict('deletion', deletion.area.high < random.deletion, deletion.area.low > random.deletion),
    road === null ? null : verdict('ROAD', road.low > random.road, road.high < random.road),
  ].filter((each) => each !== null);
  const of = (kind: Verdict['kind']) => verdicts.filter((each) => each.kind === kind).map(({ name }) => name);
  const parts = [
    ['better', 'better than random maps by'],
    ['worse', 'worse than random maps by'],
    ['alike', 'not told apart from random maps by'],
  ] as const;
  const words = parts.flatMap(([kind, phrase]) => (of(kind).length === 0 ? [] : [`${phrase} ${listed(of(kind))}`]));
  return { text: `The maps are ${words.join('; ')} (n = ${formatCount(n)}).`, isFinding: of('better').length > 0 };
}

type Verdict = { readonly name: string; readonly kind: 'better' | 'worse' | 'alike' };

const verdict = (name: string, isBetter: boolean, isWorse: boolean): Verdict => ({
  name,
  kind: isBetter ? 'better' : isWorse ? 'worse' : 'alike',
});
