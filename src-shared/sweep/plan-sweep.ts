/** A sweep with all its trials, each one's configuration checked: what can be refused is refused before anything starts. */
import { type ConfigField, fieldAt, sectionAt } from '../config/fields.ts';
import { locateInFile, type Problem, throwProblems } from '../config/problems.ts';
import { readYaml } from '../config/read-yaml.ts';
import { type Given, type Reading, readTopLevel, startReading, syntaxProblems, validate } from '../config/reading.ts';
import type { ExperimentConfig } from '../config/schema.ts';
import { stringifyExperiment, valueAt } from '../config/stringify.ts';
import { suggestKey } from '../config/suggest-key.ts';
import { AppError, assert } from '../errors.ts';
import { differingSettings } from './differing.ts';
import { expandSweep, type TrialSettings } from './expand.ts';
import { nodeAt, originAt } from './places.ts';
import { type ReadSweep, readSweep, throwSweepProblems } from './read-sweep.ts';
import { LONGEST_SWEEP_NAME, type SettingValue, type SweepFile } from './sweep-file.ts';
import { sweepTag, trialTag } from './tags.ts';
import { trialId } from './trial-id.ts';

export type Trial = {
  /** A function of its settings alone: the same after values were added around it, and however the file orders them. */
  readonly id: string;
  /** Its place in the sweep, from 1. */
  readonly number: number;
  /** What it has that the base configuration has not, by key. */
  readonly settings: Readonly<Record<string, SettingValue>>;
  /** Those that tell it from the others, in words: "network=resnet18 model.pretrained=true". */
  readonly label: string;
  /** Named and tagged as the sweep's. */
  readonly config: ExperimentConfig;
  readonly yaml: string;
};

export type Sweep = Pick<SweepFile, 'objective' | 'early_stop' | 'slurm'> & {
  readonly name: string;
  /** As the user named it. */
  readonly file: string;
  readonly trials: readonly Trial[];
};

export type PlanOptions = {
  /** What errors call the sweep's text. */
  readonly file: string;
  /** For a sweep that gives itself none. */
  readonly fileName: string;
  /** The text of the base configuration, and what errors call it. @throws file_not_found */
  readonly readBase: (path: string) => { readonly text: string; readonly file: string };
};

/** @throws config_invalid with every problem at file, line and column; what `readBase` throws */
export function planSweep(text: string, { file, fileName, readBase }: PlanOptions): Sweep {
  const read = readSweep(text, file);
  const base = readBaseOf(read, { file, readBase });
  const { sweep } = read;
  const name = sweep.name ?? nameOf(fileName);
  throwSweepProblems(keyProblems(read), file);
  const built = expandSweep(sweep, { baseSeed: base.config.seed }).map((settings, index) =>
    buildTrial(settings, { read, base, name, number: index + 1 }),
  );
  throwSweepProblems(distinct(built.flatMap(({ problems }) => problems)), file);
  const trials = built.flatMap(({ trial }) => (trial === null ? [] : [trial]));
  assertDistinct(trials, file);
  const told = differingSettings(trials.map(({ settings }) => settings));
  const { objective, early_stop, slurm } = sweep;
  return {
    ...{ name, file, objective },
    trials: trials.map((trial) => ({ ...trial, label: labelOf(trial.settings, told) })),
    ...(early_stop === undefined ? {} : { early_stop }),
    ...(slurm === undefined ? {} : { slurm }),
  };
}

type Base = { readonly given: ReadonlyMap<string, Given>; readonly config: ExperimentConfig };

function readBaseOf({ sweep, yaml }: ReadSweep, { file, readBase }: Pick<PlanOptions, 'file' | 'readBase'>): Base {
  if (typeof sweep.base !== 'string') {
    const reading = startReading(yaml);
    readTopLevel(reading, nodeAt(yaml.document, ['base']));
    return checkedBase(reading, file);
  }
  const { text, file: baseFile } = readBase(sweep.base);
  const own = readYaml(text, locateInFile(baseFile));
  throwProblems(syntaxProblems(own), baseFile);
  const reading = startReading(own);
  readTopLevel(reading);
  return checkedBase(reading, baseFile);
}

function checkedBase(reading: Reading, file: string): Base {
  const config = validate(reading);
  throwProblems(reading.problems, file);
  assert(config !== null, 'a configuration that does not fit the schema has a problem that says so');
  return { given: reading.given, config };
}

const nameOf = (fileName: string): string =>
  fileName
    .replaceAll(/[^\p{L}\p{N}_.-]/gu, '-')
    .replace(/^[_.-]+/, '')
    .slice(0, LONGEST_SWEEP_NAME) || 'sweep';

/** Keys that are none of a configuration, and those that a sweep gives its trials itself. */
function keyProblems({ sweep, yaml }: ReadSweep): Problem[] {
  const places = [
    ...(sweep.cases ?? []).flatMap((settings, i) =>
      Object.keys(settings).map((key) => ({ key, place: ['cases', i, key] })),
    ),
    ...Object.keys(sweep.parameters).map((key) => ({ key, place: ['parameters', key] })),
  ];
  return places.flatMap(({ key, place }) => {
    const text = keyProblem(key, sweep);
    return text === null ? [] : [{ origin: originAt(yaml, place, { ofKey: true }), path: key, text }];
  });
}

/** Each trial's are its own. */
const GIVEN_BY_THE_SWEEP = ['name', 'tags', 'prefix'];

function keyProblem(key: string, { seeds }: SweepFile): string | null {
  const section = sectionAt(key);
  if (section !== undefined)
    return `\`${key}\` is a section; name its keys one by one: ${section.keys.map((inner) => `${key}.${inner}`).join(', ')}`;
  if (fieldAt(key) === undefined) {
    const suggestion = suggestKey(key);
    return `unknown key \`${key.slice(0, 80)}\`${suggestion === null ? '' : `; did you mean \`${suggestion}\`?`}`;
  }
  if (GIVEN_BY_THE_SWEEP.includes(key)) return `\`${key}\` is given to each trial by the sweep itself`;
  if (key === 'seed' && seeds !== undefined)
    return '`seed` and `seeds` both say which seeds to take; leave one of them out';
  return null;
}

type Building = { readonly read: ReadSweep; readonly base: Base; readonly name: string; readonly number: number };

function buildTrial(
  settings: TrialSettings,
  { read: { yaml }, base, name, number }: Building,
): { readonly trial: Trial | null; readonly problems: readonly Problem[] } {
  const [first] = settings.values();
  const near = originAt(yaml, first?.place ?? ['base']);
  const given = new Map([...base.given].map(([key, { value }]) => [key, { value, origin: near }]));
  for (const [key, { value, place }] of settings) given.set(key, { value, origin: originAt(yaml, place) });
  const reading: Reading = { ...startReading(yaml), given };
  const config = validate(reading);
  if (config === null) return { trial: null, problems: reading.problems };
  const resolved = Object.fromEntries([...settings.keys()].map((key) => [key, valueAt(config, key) as SettingValue])); // as the schema left it
  const id = trialId(resolved);
  const named: ExperimentConfig = {
    ...config,
    name: `${name}-${number}`,
    tags: [...config.tags, sweepTag(name), trialTag(id)],
    prefix: '',
  };
  const trial = {
    id,
    number,
    settings: resolved,
    label: labelOf(resolved, Object.keys(resolved)),
    config: named,
    yaml: stringifyExperiment(named),
  };
  return { trial, problems: [] };
}

/** One value that is wrong is wrong in many trials. */
const distinct = (problems: readonly Problem[]): readonly Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify([problem.origin, problem.text]), problem])).values(),
];

function assertDistinct(trials: readonly Trial[], file: string): void {
  const seen = new Map<string, Trial>();
  for (const trial of trials) {
    const earlier = seen.get(trial.id);
    if (earlier !== undefined)
      throw new AppError(
        'config_invalid',
        `${file}: trials ${earlier.number} and ${trial.number} are the same: ${trial.label || 'the base configuration'}.`,
        {
          hint: 'Take the value out that stands there twice; to repeat a trial, give it several seeds.',
        },
      );
    seen.set(trial.id, trial);
  }
}

const labelOf = (settings: Readonly<Record<string, SettingValue>>, told: readonly string[]): string =>
  Object.entries(settings)
    .filter(([key]) => told.includes(key))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');

/** What a trial may have otherwise than the run that was made of it: where and how fast it computes. */
const MAY_CHANGE = new Set([
  'name',
  'notes',
  'tags',
  'prefix',
  'device',
  'threads',
  'num_workers',
  'print_epochs',
  'cache.memory_mb',
  'cache.disk_mb',
]);

/** The first key in which a recorded configuration is another experiment than the trial; keys that an older Facet did not have are left aside. Null = none. */
export function differingKey(trial: Trial, recorded: unknown, fields: readonly ConfigField[]): string | null {
  for (const { path } of fields) {
    if (MAY_CHANGE.has(path)) continue;
    const before = at(recorded, path);
    if (before !== undefined && JSON.stringify(before) !== JSON.stringify(valueAt(trial.config, path))) return path;
  }
  return null;
}

const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[key] : undefined,
      value,
    );
