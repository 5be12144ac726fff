/**
 * What has to be alike for figures of two runs to mean the same. Preprocessing, data and thresholds that differ in silence are the main cause of deepfake
 * results that nobody can repeat; so each run and each test carries these facts, and a comparison says where they part.
 */

/** `red`: figures do not compare. `amber`: they compare with care. `none`: runs may well differ in it, and it is shown all the same. */
export type Weight = 'red' | 'amber' | 'none';

export const ASPECTS = [
  'test-pictures',
  'test-labels',
  'positive-class',
  'threshold',
  'crop',
  'input-size',
  'normalisation',
  'colours',
  'label-mapping',
  'validation-faces',
  'engine',
  'training-data',
  'device',
] as const;
export type AspectName = (typeof ASPECTS)[number];

export type AspectFacts = {
  readonly title: string;
  readonly weight: Weight;
  /** Of one run and the baseline, after "sees", "differs in". */
  readonly difference: string;
  /** Why it matters, in a sentence. */
  readonly why: string;
};

export const ASPECT_FACTS: Readonly<Record<AspectName, AspectFacts>> = {
  'test-pictures': {
    title: 'Test pictures',
    weight: 'red',
    difference: 'tested on other pictures',
    why: 'Figures on different pictures say nothing about which run is better.',
  },
  'test-labels': {
    title: 'Test labels',
    weight: 'red',
    difference: 'tested with other labels',
    why: 'The same pictures were called by other labels.',
  },
  'positive-class': {
    title: 'Positive class',
    weight: 'amber',
    difference: 'another positive class',
    why: 'Precision, recall, F1 and average precision change with it; AUC and EER do not.',
  },
  threshold: {
    title: 'Threshold source',
    weight: 'amber',
    difference: 'another source of the threshold',
    why: 'Accuracy and the confusion matrix depend on how the threshold was chosen.',
  },
  crop: {
    title: 'Crop',
    weight: 'amber',
    difference: 'another crop',
    why: 'The networks see other parts of a picture.',
  },
  'input-size': {
    title: 'Input size',
    weight: 'amber',
    difference: 'another input size',
    why: 'The networks see pictures of another resolution.',
  },
  normalisation: {
    title: 'Normalisation',
    weight: 'amber',
    difference: 'another normalisation',
    why: 'The networks see other values.',
  },
  colours: {
    title: 'Colour channels',
    weight: 'amber',
    difference: 'another number of colour channels',
    why: 'One network sees colours, the other does not.',
  },
  'label-mapping': {
    title: 'Label mapping',
    weight: 'amber',
    difference: 'labels read another way',
    why: 'What the column of the training data calls real and fake was read differently.',
  },
  'validation-faces': {
    title: 'Validation faces',
    weight: 'amber',
    difference: 'validated on other faces',
    why: 'Validation loss and accuracy come from different faces.',
  },
  engine: {
    title: 'Versions',
    weight: 'amber',
    difference: 'other versions of Facet or TensorFlow',
    why: 'Another version may compute something else.',
  },
  'training-data': {
    title: 'Training data',
    weight: 'none',
    difference: 'trained on other data',
    why: 'It may be what the comparison is about.',
  },
  device: {
    title: 'Device',
    weight: 'none',
    difference: 'trained on another device',
    why: 'Times do not compare; figures differ in their last digits at most.',
  },
};

/** One fact of a run or its test. Two are alike where their keys are. */
export type Aspect = {
  readonly name: AspectName;
  readonly key: string;
  /** As a person reads it. */
  readonly words: string;
};

export type Fingerprinted = { readonly id: string; readonly name: string; readonly aspects: readonly Aspect[] };

export type AspectComparison = {
  readonly name: AspectName;
  /** In the order of the runs; null = not known of that run: it has no such test. */
  readonly values: readonly (Aspect | null)[];
  readonly isAlike: boolean;
  /** Names of the runs that are not as the first one. */
  readonly different: readonly string[];
  /** Names of those of which it is not known, though it is of others. */
  readonly unknown: readonly string[];
};

export type Comparability = {
  /** The heaviest difference; green = none that matters. */
  readonly level: 'green' | 'amber' | 'red';
  /** Of the badge. */
  readonly sentence: string;
  readonly aspects: readonly AspectComparison[];
};

/** The first run is the one that the others are held against. */
export function comparability(runs: readonly Fingerprinted[]): Comparability {
  const aspects = ASPECTS.map((name) => compareAspect(name, runs)).filter(({ values }) =>
    values.some((value) => value !== null),
  );
  const heaviest = (weight: Weight) =>
    aspects.filter(({ name, isAlike }) => !isAlike && ASPECT_FACTS[name].weight === weight);
  const [red, amber] = [heaviest('red'), heaviest('amber')];
  const level = red.some(({ different }) => different.length > 0)
    ? 'red'
    : red.length + amber.length > 0
      ? 'amber'
      : 'green';
  return { level, sentence: sentenceOf({ level, red, amber, count: runs.length }), aspects };
}

function compareAspect(name: AspectName, runs: readonly Fingerprinted[]): AspectComparison {
  const values = runs.map(({ aspects }) => aspects.find((aspect) => aspect.name === name) ?? null);
  const reference = values.find((value) => value !== null);
  const named = (fits: (value: Aspect | null) => boolean) =>
    runs.filter((_, i) => fits(values[i] ?? null)).map((run) => run.name);
  const different = named((value) => value !== null && value.key !== reference?.key);
  const unknown = reference === undefined ? [] : named((value) => value === null);
  return { name, values, isAlike: different.length + unknown.length === 0, different, unknown };
}

type Findings = {
  readonly level: Comparability['level'];
  readonly red: readonly AspectComparison[];
  readonly amber: readonly AspectComparison[];
  readonly count: number;
};

/** "B was tested on other pictures; B, C: another crop" */
function sentenceOf({ level, red, amber, count }: Findings): string {
  if (count < 2) return 'There is nothing to compare with yet.';
  if (level === 'green') return 'Same test, same preprocessing, same versions.';
  const untested = new Set(red.flatMap(({ unknown }) => unknown));
  const told = [...red, ...amber]
    .filter(({ different }) => different.length > 0)
    .map(({ name, different }) => `${listed(different)}: ${ASPECT_FACTS[name].difference}`);
  const missing = untested.size === 0 ? [] : [`${listed([...untested])}: no test to compare`];
  return `${[...told, ...missing].join('; ')}.`;
}

const MOST_NAMED = 2;

const listed = (names: readonly string[]) =>
  names.length <= MOST_NAMED + 1
    ? names.join(', ')
    : `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`;
