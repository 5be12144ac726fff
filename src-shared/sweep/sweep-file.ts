/** What a sweep file may say: a base configuration, a method, the values to try, and when to give a trial up. Keys are snake_case, as in a configuration. */
import { z } from 'zod';

/** A plain value, a list of them, or names with one each: what a key of the configuration can hold. */
const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const SettingValue = z.union([Scalar, z.array(Scalar), z.record(z.string(), Scalar)]);
export type SettingValue = Readonly<z.infer<typeof SettingValue>>;

/** By key: optimizer.lr -> 1e-4. */
const Settings = z.record(z.string(), SettingValue).refine((settings) => Object.keys(settings).length > 0);

const Range = z.strictObject({ min: z.number(), max: z.number(), scale: z.enum(['linear', 'log']).default('linear') });
const Choices = z.strictObject({ choices: z.array(SettingValue).min(1) });

/** The values of one key: a list, or for a random sweep also a range or `choices`. */
export const Parameter = z.union([z.array(SettingValue).min(1), Range, Choices]);
export type Parameter = Readonly<z.infer<typeof Parameter>>;

export const OBJECTIVES = ['valid_loss', 'valid_accuracy'] as const;
export type Objective = (typeof OBJECTIVES)[number];

/** Epochs: what a step decay needs before a good trial can tell itself from a bad one is for the file to say. Trials: as Ray Tune's MedianStoppingRule (min_samples_required). */
const EARLY_STOP_DEFAULTS = { min_epochs: 3, min_trials: 3 } as const;

export const EarlyStop = z.strictObject({
  rule: z.literal('median'),
  /** A trial is not judged before it has completed so many. */
  min_epochs: z.int().min(1).max(100_000).default(EARLY_STOP_DEFAULTS.min_epochs),
  /** Nor before so many others are completed. */
  min_trials: z.int().min(1).max(1_000).default(EARLY_STOP_DEFAULTS.min_trials),
});
export type EarlyStop = Readonly<z.infer<typeof EarlyStop>>;

/** Handed to sbatch as they are: a word without spaces or quotes. */
const Word = z.string().regex(/^[\w.,:+@%=/-]{1,200}$/);

export const SlurmSettings = z.strictObject({
  partition: Word.optional(),
  account: Word.optional(),
  qos: Word.optional(),
  /** Of one trial: "minutes", "hours:minutes:seconds" or "days-hours". */
  time: Word.or(z.int().min(1)).optional(),
  cpus: z.int().min(1).max(4_096).optional(),
  /** "8G". */
  mem: Word.or(z.int().min(1)).optional(),
  /** "gpu:1". */
  gres: Word.optional(),
  /** Trials at once. */
  parallel: z.int().min(1).max(1_000).optional(),
});
export type SlurmSettings = Readonly<z.infer<typeof SlurmSettings>>;

export const LONGEST_SWEEP_NAME = 40; // characters: with "sweep:" before it, it is a tag

/** Also the name of a folder. */
export const SweepName = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u)
  .max(LONGEST_SWEEP_NAME);

export const SweepFile = z
  .strictObject({
    /** Absent = the file's name. */
    name: SweepName.optional(),
    /** A file, whose path starts at the sweep file's folder, or the configuration itself. */
    base: z.union([z.string().min(1), z.record(z.string(), z.unknown())]),
    method: z.enum(['grid', 'random']).default('grid'),
    /** Of a random sweep: draws, for each case. */
    count: z.int().min(1).max(1_000).optional(),
    /** Of a random sweep. */
    seed: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .optional(),
    /** Each trial once with every one of these; a number n = the configuration's own and the n - 1 after it. */
    seeds: z
      .union([
        z
          .array(
            z
              .int()
              .min(0)
              .max(2 ** 31 - 1),
          )
          .min(1),
        z.int().min(1).max(1_000),
      ])
      .optional(),
    objective: z.enum(OBJECTIVES).default('valid_loss'),
    cases: z.array(Settings).min(1).optional(),
    parameters: z.record(z.string(), Parameter).default({}),
    early_stop: EarlyStop.optional(),
    slurm: SlurmSettings.optional(),
  })
  .check(({ value, issues }) => {
    const refuse = (path: readonly string[], message: string) =>
      issues.push({ code: 'custom', input: value, path: [...path], message, params: { isContradiction: true } });
    if (value.method === 'random' && value.count === undefined)
      refuse(['method'], 'is random, which needs `count`: how many trials to draw');
    if (value.method === 'grid')
      for (const key of ['count', 'seed'] as const)
        if (value[key] !== undefined) refuse([key], 'is for `method: random` alone; a grid has every combination');
    for (const [key, parameter] of Object.entries(value.parameters)) {
      if (Array.isArray(parameter)) continue;
      if (value.method === 'grid')
        refuse(
          ['parameters', key],
          'is a range or `choices`, which only `method: random` draws from; a grid needs a list',
        );
      if (!('min' in parameter)) continue;
      if (parameter.min >= parameter.max) refuse(['parameters', key], 'has a `min` that is not below its `max`');
      else if (parameter.scale === 'log' && parameter.min <= 0)
        refuse(['parameters', key], 'has `scale: log`, which needs a `min` above 0');
    }
  });
export type SweepFile = Readonly<z.infer<typeof SweepFile>>;

/** What each place of the file takes, in words: `*` stands for any key or index. */
export const EXPECTED: Readonly<Record<string, string>> = {
  name: `1 to ${LONGEST_SWEEP_NAME} letters, digits, dots, dashes and underscores`,
  base: 'the path of a configuration, or its keys',
  method: 'one of "grid", "random"',
  count: 'a whole number from 1 to 1000',
  seed: 'a whole number from 0',
  seeds: 'a list of whole numbers from 0, or how many (1 to 1000)',
  objective: 'one of "valid_loss", "valid_accuracy"',
  cases: 'a list of settings, such as - { network: resnet18, batch_size: 32 }',
  'cases.*': 'settings, such as { network: resnet18, batch_size: 32 }',
  'cases.*.*': 'a value',
  parameters: 'keys of the configuration, each with its values',
  'parameters.*': 'a list of values, or (random) { min, max, scale: linear | log } or { choices: [...] }',
  early_stop: 'rule: median, with min_epochs and min_trials',
  'early_stop.rule': 'the word "median"',
  'early_stop.min_epochs': 'a whole number from 1',
  'early_stop.min_trials': 'a whole number from 1',
  slurm: 'options of sbatch: partition, account, qos, time, cpus, mem, gres, parallel',
  'slurm.cpus': 'a whole number from 1',
  'slurm.parallel': 'a whole number from 1',
  'slurm.*': 'a word without spaces and quotes',
};
