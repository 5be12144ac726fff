/**
 * Which values of a column mean real faces and which mean fake ones, by their words and by the column's name. A guess for a person to confirm, never a fact:
 * the field has both conventions (DeepfakeBench and RECCE call fake 1, the reference project's CSV calls real 1).
 */

export const POLARITY_GROUNDS = ['values', 'column', 'paths', 'assumed'] as const;
/** Words in the values; words in the column's name; words in the paths of the rows; nothing but what is usual. */
export type PolarityGround = (typeof POLARITY_GROUNDS)[number];

export type Polarity = {
  readonly realValues: readonly string[];
  readonly fakeValues: readonly string[];
  readonly ground: PolarityGround;
};

export type Side = 'real' | 'fake';

/** A column with more different values holds no labels. */
export const MOST_LABEL_VALUES = 50;

const WORDS: Readonly<Record<Side, ReadonlySet<string>>> = {
  real: new Set(
    (
      'real reals realface original originals genuine authentic pristine bonafide live natural photo photograph camera ' +
      'youtube actors ffhq celeba celebahq lfw vggface vggface2 flickr'
    ).split(' '),
  ),
  fake: new Set(
    (
      'fake fakes fakeface deepfake deepfakes forged forgery generated synthetic synthesized manipulated manipulation spoof spoofed ' +
      'swapped faceswap face2face faceshifter neuraltextures deepfakedetection simswap fsgan gan stylegan stylegan2 stylegan3 progan ' +
      'pggan cyclegan stargan diffusion stablediffusion sdxl midjourney dalle sfhq artificial ai'
    ).split(' '),
  ),
};
const NEGATIONS = new Set(['not', 'non', 'no']);

/** Which class a text speaks of: "is_fake" -> fake, "Deepfakes" -> fake, "original_sequences" -> real; null where of neither or of both ("real_vs_fake"). */
export function sideOf(text: string): Side | null {
  const words = wordsOf(text);
  const found = new Set<Side>();
  for (const [index, word] of words.entries()) {
    const side = WORDS.real.has(word) ? 'real' : WORDS.fake.has(word) ? 'fake' : null;
    if (side === null) continue;
    found.add(NEGATIONS.has(words[index - 1] ?? '') ? otherSide(side) : side);
  }
  const [only] = found;
  return found.size === 1 ? (only ?? null) : null;
}

export const otherSide = (side: Side): Side => (side === 'real' ? 'fake' : 'real');

/** The words of a name, lower case, and the name as one word: "FaceSwap_c23" -> faceswap, c23, face, swap. */
function wordsOf(text: string): readonly string[] {
  const parts = text.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '');
  const pieces = parts.flatMap((part) => part.split(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\p{N})/u));
  return [...new Set([...parts, ...pieces].map((part) => part.toLowerCase()))];
}

/** Yes and no in the spellings of tables. */
const TRUTHS = [
  ['1', '0'],
  ['1.0', '0.0'],
  ['true', 'false'],
  ['yes', 'no'],
  ['t', 'f'],
  ['y', 'n'],
] as const;

/** In the tables that do not say it, fake is what is looked for, and therefore 1: DeepfakeBench, RECCE, FaceForensics++ scripts. */
const USUALLY_TRUE: Side = 'fake';

/**
 * @param values the different values of the column
 * @param sideInPaths of the rows with that value: what their paths say
 * @returns null where the column cannot be one of labels
 */
export function guessPolarity(
  column: string,
  values: readonly string[],
  sideInPaths: (value: string) => Side | null = () => null,
): Polarity | null {
  const filled = values.filter((value) => value !== '');
  if (filled.length === 0 || filled.length > MOST_LABEL_VALUES) return null;
  const named = sideOf(column);
  const [yes, no] = truthAmong(filled) ?? [];
  if (yes === undefined || no === undefined || (filled.length > 2 && named === null))
    return byWords(filled) ?? (filled.length === 2 ? ofPair(filled, sideInPaths) : null);
  if (named !== null) return polarity({ of: named, values: [yes], others: [no], ground: 'column' });
  const pathsOfYes = sideInPaths(yes) ?? flipped(sideInPaths(no));
  if (pathsOfYes !== null) return polarity({ of: pathsOfYes, values: [yes], others: [no], ground: 'paths' });
  return polarity({ of: USUALLY_TRUE, values: [yes], others: [no], ground: 'assumed' });
}

type Sided = {
  readonly of: Side;
  readonly values: readonly string[];
  readonly others: readonly string[];
  readonly ground: PolarityGround;
};

const polarity = ({ of, values, others, ground }: Sided): Polarity =>
  of === 'real'
    ? { realValues: values, fakeValues: others, ground }
    : { realValues: others, fakeValues: values, ground };

const flipped = (side: Side | null): Side | null => (side === null ? null : otherSide(side));

/** Yes and no in their own case: one of them may be absent where nothing else is there, and others may be there beside both. */
function truthAmong(values: readonly string[]): readonly [yes: string, no: string] | null {
  for (const pair of TRUTHS) {
    const [yes, no] = pair.map((word) => values.find((value) => value.toLowerCase() === word));
    const isWhole = yes !== undefined && no !== undefined;
    if (isWhole || (values.length === 1 && (yes ?? no) !== undefined)) return [yes ?? pair[0], no ?? pair[1]];
  }
  return null;
}

/** Values that speak for themselves; silent ones belong to the side of which no value speaks, else to nobody. */
function byWords(values: readonly string[]): Polarity | null {
  const of = (side: Side | null) => values.filter((value) => sideOf(value) === side);
  const [real, fake, silent] = [of('real'), of('fake'), of(null)];
  if (real.length === 0 && fake.length === 0) return null;
  return {
    realValues: real.length === 0 ? silent : real,
    fakeValues: fake.length === 0 ? silent : fake,
    ground: 'values',
  };
}

function ofPair(values: readonly string[], sideInPaths: (value: string) => Side | null): Polarity | null {
  const [first = '', second = ''] = values;
  const side = sideInPaths(first) ?? flipped(sideInPaths(second));
  return side === null ? null : polarity({ of: side, values: [first], others: [second], ground: 'paths' });
}
