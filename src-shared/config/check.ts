/** A configuration while it is written: what it says so far, and everything that is wrong with it, with its place in the text. */
import { inOrder, type Origin, type Problem, spoken } from './problems.ts';
import { type Position, tryReadYaml } from './read-yaml.ts';
import { readTopLevel, startReading, syntaxProblems, validate } from './reading.ts';
import type { ExperimentConfig } from './schema.ts';

/** Lines and columns count from 1; `end` is the first position behind it. */
export type Place = { readonly start: Position; readonly end: Position };

export type PlacedProblem = {
  /** Null where nothing in the text stands for it: a key that is missing, or the text as a whole. */
  readonly place: Place | null;
  /** The key that it is about; null = none that is known. */
  readonly path: string | null;
  /** The sentence of `parseExperiment`, without file, line and column. */
  readonly text: string;
};

export type CheckedExperiment = {
  /** Null where there is a problem. */
  readonly config: ExperimentConfig | null;
  /** In the order of the text, then what is missing. */
  readonly problems: readonly PlacedProblem[];
  /** What the text gives for each key, right or wrong: optimizer.lr -> 1e-4. Empty where `isReadable` is false. */
  readonly given: ReadonlyMap<string, unknown>;
  /** Where each of these values stands. */
  readonly places: ReadonlyMap<string, Place>;
  /** False where it is no YAML. */
  readonly isReadable: boolean;
};

/** The same problems as `parseExperiment` throws, as data. Throws nothing. */
export function checkExperiment(text: string): CheckedExperiment {
  const yaml = tryReadYaml(text);
  if (yaml.kind === 'refused') {
    const { position } = yaml;
    const place = position === null ? null : { start: position, end: position };
    return unreadable([{ place, path: null, text: yaml.text }]);
  }
  if (yaml.faults.length > 0) return unreadable(syntaxProblems(yaml).map(placed));
  const reading = startReading(yaml);
  readTopLevel(reading);
  const config = validate(reading);
  return {
    config: reading.problems.length > 0 ? null : config,
    problems: inOrder(reading.problems).map(placed),
    given: new Map([...reading.given].map(([path, { value }]) => [path, value])),
    places: new Map([...reading.given].flatMap(([path, { origin }]) => within(path, origin))),
    isReadable: true,
  };
}

const unreadable = (problems: readonly PlacedProblem[]): CheckedExperiment => ({
  config: null,
  problems,
  given: new Map(),
  places: new Map(),
  isReadable: false,
});

const placed = ({ origin, near = null, path, text }: Problem): PlacedProblem => ({
  place: placeOf(origin) ?? placeOf(near),
  path,
  text: spoken(text),
});

const placeOf = (origin: Origin): Place | null =>
  origin?.kind === 'file' ? { start: origin.position, end: origin.end } : null;

function within(path: string, origin: Origin): [string, Place][] {
  const place = placeOf(origin);
  return place === null ? [] : [[path, place]];
}
