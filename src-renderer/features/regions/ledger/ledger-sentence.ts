/** A ledger in one sentence, or that nothing can be said: where intervals overlap there is no finding. */
import { formatCount, formatPercent, plural } from '#renderer/components/format.ts';
import type { Ledger, LedgerCell } from '#shared/contract/explanations.ts';
import { OUTCOMES, type Outcome } from '#shared/domain/outcomes.ts';
import { FACE_REGIONS } from '#shared/domain/regions.ts';
import type { Said } from '../said.ts';
import { formatRange, formatTimes, listed, OUTCOME_PHRASES, overlap, regionPhrase } from '../words.ts';
import { cellOf, differenceOf } from './ledger-values.ts';

/** With fewer faces the bootstrap's interval is itself a guess. */
export const FEWEST_FACES = 10;
/** More regions side by side are no answer to "which". */
const MOST_LEADING = 2;

type Measured = LedgerCell & {
  readonly share: NonNullable<LedgerCell['share']>;
  readonly perArea: NonNullable<LedgerCell['perArea']>;
};

/** Fakes that were found first: what the network goes by. Where there are too few, the outcome with the most faces. */
export function toldOutcome(ledger: Ledger): Outcome {
  const faces = (outcome: Outcome) => ledger.cells.find((cell) => cell.outcome === outcome)?.n ?? 0;
  if (faces('fake-called-fake') >= FEWEST_FACES) return 'fake-called-fake';
  return OUTCOMES.toSorted((a, b) => faces(b) - faces(a))[0] ?? 'fake-called-fake';
}

/** By mass for its size: the background is the largest region, and has the most mass wherever a network looks. */
export function ledgerSentence(ledger: Ledger): Said {
  const outcome = toldOutcome(ledger);
  const cells = measuredCells(ledger, outcome).toSorted((a, b) => b.perArea.mean - a.perArea.mean);
  const [top] = cells;
  const of = `Of ${OUTCOME_PHRASES[outcome]}`;
  if (top === undefined)
    return { text: 'No face has both a map and known parts: there is nothing to say.', isFinding: false };
  if (top.n < FEWEST_FACES)
    return {
      text: `${of} only ${plural(top.n, 'face is', 'faces are')} measured: too few to say where the maps fall.`,
      isFinding: false,
    };
  const leading = cells.filter((cell) => overlap(cell.perArea, top.perArea));
  const lowest = Math.min(...leading.map(({ perArea }) => perArea.low));
  const isApart = cells.every((cell) => leading.includes(cell) || cell.perArea.high < lowest);
  const n = `n = ${formatCount(top.n)}`;
  if (leading.length > MOST_LEADING || !isApart)
    return {
      text: `${of} no region stands out: for their size, the intervals of ${rivals(top, leading)} overlap (${n}).`,
      isFinding: false,
    };
  if (top.perArea.low <= 1)
    return {
      text: `${of} no region has clearly more of the map's mass than its size alone would give it (${n}).`,
      isFinding: false,
    };
  if (leading.length === 1)
    return {
      text: `${of} the map's mass is densest on ${regionPhrase(top.region)}: ${mass(top)} of the area, ${formatTimes(top.perArea.mean)} an even map (95 % interval ${formatRange(top.perArea, 'per-area')}, ${n}).`,
      isFinding: true,
    };
  const each = leading.map((cell) => `${regionPhrase(cell.region)} (${mass(cell)} of the area)`);
  return {
    text: `${of} the map's mass is densest on ${listed(each)}; which of the two, the intervals do not tell (${n}).`,
    isFinding: true,
  };
}

/** The clearest difference between two tests for the outcome that is told of. `names`: of the tests, the first one first. */
export function differenceSentence([first, second]: readonly [Ledger, Ledger], names: readonly [string, string]): Said {
  const outcome = toldOutcome(first);
  const differences = FACE_REGIONS.flatMap((region) => {
    const [a, b] = [cellOf(first, region, outcome), cellOf(second, region, outcome)];
    const difference = differenceOf(a?.share ?? null, b?.share ?? null);
    const isEnough = (a?.n ?? 0) >= FEWEST_FACES && (b?.n ?? 0) >= FEWEST_FACES;
    return difference === null || !isEnough ? [] : [{ region, ...difference, a: a?.share?.mean, b: b?.share?.mean }];
  });
  const of = `of ${OUTCOME_PHRASES[outcome]}`;
  if (differences.length === 0)
    return { text: `Too few ${of.slice(3)} to set ${names[1]} against ${names[0]}.`, isFinding: false };
  const [clearest] = differences
    .filter(({ isClear }) => isClear)
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value));
  if (clearest === undefined)
    return {
      text: `Between ${names[0]} and ${names[1]} no difference can be told: the intervals of every region overlap (${of}).`,
      isFinding: false,
    };
  const { region, value, a, b } = clearest;
  const points = `${Math.abs(100 * value).toFixed(1)} pp ${value > 0 ? 'more' : 'less'}`;
  return {
    text: `The maps of ${names[1]} have ${points} of their mass on ${regionPhrase(region)} than those of ${names[0]}: ${formatPercent(b)} against ${formatPercent(a)} (${of}).`,
    isFinding: true,
  };
}

const mass = ({ share, area }: Measured): string => `${formatPercent(share.mean)} on ${formatPercent(area)}`;

function rivals(top: Measured, leading: readonly Measured[]): string {
  const names = [top, ...leading.filter((cell) => cell !== top)].map(({ region }) => regionPhrase(region));
  return names.length <= 3 ? listed(names) : `${names.slice(0, 2).join(', ')} and ${names.length - 2} others`;
}

const measuredCells = (ledger: Ledger, outcome: Outcome): readonly Measured[] =>
  ledger.cells.filter(
    (cell): cell is Measured => cell.outcome === outcome && cell.share !== null && cell.perArea !== null,
  );
