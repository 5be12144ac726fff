/** How well a few typed letters name a thing: they must occur in this order; beginnings of words and letters side by side count most. */

export type FuzzyMatch = {
  /** Larger is better; comparable for one query only. */
  readonly score: number;
  /** Of the text's letters, those that were typed: to mark them. */
  readonly positions: readonly number[];
};

const START_OF_TEXT = 12;
const START_OF_WORD = 8;
const NEXT_TO_ANOTHER = 10;
const ANYWHERE = 1;
/** For each letter between two that were typed. */
const GAP = -0.15;
/** For each letter of the text: of two that match alike the shorter is meant. */
const LENGTH = -0.02;

/** Null where the letters do not occur in this order. An empty query matches everything alike. */
export function fuzzyMatch(query: string, text: string): FuzzyMatch | null {
  const wanted = query.toLowerCase().replaceAll(/\s+/g, '');
  if (wanted === '') return { score: 0, positions: [] };
  const letters = text.toLowerCase();
  if (letters.length !== text.length) return plainMatch(wanted, letters); // a letter that is two in lower case moves all positions
  let best: FuzzyMatch | null = null;
  // The first letter decides most: each place where it occurs is tried, the others follow greedily, preferring beginnings of words.
  for (
    let start = letters.indexOf(wanted[0] ?? '');
    start !== -1;
    start = letters.indexOf(wanted[0] ?? '', start + 1)
  ) {
    const found = matchFrom(start, { wanted, letters, text });
    if (found !== null && (best === null || found.score > best.score)) best = found;
  }
  return best;
}

type Texts = { readonly wanted: string; readonly letters: string; readonly text: string };

function matchFrom(start: number, { wanted, letters, text }: Texts): FuzzyMatch | null {
  const positions = [start];
  let score = placeScore(start, text);
  for (let i = 1; i < wanted.length; i++) {
    const before = positions[i - 1] ?? start;
    const at = nextPlace(wanted[i] ?? '', { after: before, letters, text });
    if (at === -1) return null;
    score += at === before + 1 ? NEXT_TO_ANOTHER : placeScore(at, text) + GAP * (at - before - 1);
    positions.push(at);
  }
  return { score: score + LENGTH * text.length, positions };
}

/** Right after the letter before, else the next beginning of a word, else anywhere. */
function nextPlace(letter: string, { after, letters, text }: { after: number; letters: string; text: string }): number {
  const next = letters.indexOf(letter, after + 1);
  if (next === -1 || next === after + 1) return next;
  for (let at = next; at !== -1; at = letters.indexOf(letter, at + 1)) if (isWordStart(at, text)) return at;
  return next;
}

const placeScore = (at: number, text: string) =>
  at === 0 ? START_OF_TEXT : isWordStart(at, text) ? START_OF_WORD : ANYWHERE;

/** "calm-heron-12", "resnet18", "learningRate": after a sign, at a number, at a capital. */
function isWordStart(at: number, text: string): boolean {
  if (at === 0) return true;
  const [before, here] = [text[at - 1] ?? '', text[at] ?? ''];
  if (!/[\p{L}\p{N}]/u.test(before)) return true;
  if (/\p{N}/u.test(here) && !/\p{N}/u.test(before)) return true;
  return /\p{Lu}/u.test(here) && !/\p{Lu}/u.test(before);
}

function plainMatch(wanted: string, letters: string): FuzzyMatch | null {
  return letters.includes(wanted) ? { score: wanted.length, positions: [] } : null;
}
