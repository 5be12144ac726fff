/** What a table of runs can show, sort, group and filter by. One list for all of it: a column's name is the filter's. */
import { fieldAt } from '../config/fields.ts';
import type { RunRow } from '../contract/runs.ts';
import type { FieldValue, FilterField } from '../filter/compile.ts';
import type { JsonValue } from './records.ts';

export type RunField = FilterField<RunRow> & {
  readonly title: string;
  /** What it is, in a sentence; null where the title says it. */
  readonly about: string | null;
  /** Which way a difference is an improvement; null where there is none. */
  readonly better: 'higher' | 'lower' | null;
  /** A key of the configuration. */
  readonly isSetting: boolean;
};

type Given = Pick<RunField, 'title' | 'kind' | 'valueOf'> & Partial<Pick<RunField, 'aliases' | 'about' | 'better'>>;

const field = (name: string, given: Given): RunField => ({
  name,
  about: null,
  better: null,
  isSetting: false,
  ...given,
});

/** Known of every run. */
export const RUN_FIELDS: readonly RunField[] = [
  field('status', { title: 'Status', kind: 'text', valueOf: (run) => run.status }),
  field('name', { title: 'Name', kind: 'text', valueOf: (run) => run.name }),
  field('network', { title: 'Network', kind: 'text', valueOf: (run) => run.network }),
  field('data', { title: 'Data', kind: 'text', aliases: ['dataset'], valueOf: (run) => run.datasetName }),
  field('epochs', {
    title: 'Epochs',
    kind: 'number',
    about: 'Completed epochs, of those that are planned',
    valueOf: (run) => run.lastEpoch ?? 0,
  }),
  field('planned', { title: 'Planned epochs', kind: 'number', valueOf: (run) => run.plannedEpochs }),
  field('best.loss', {
    title: 'Best loss',
    kind: 'number',
    aliases: ['loss'],
    about: 'Smallest loss on the validation faces',
    better: 'lower',
    valueOf: (run) => run.bestValidLoss,
  }),
  field('best.accuracy', {
    title: 'Best accuracy',
    kind: 'fraction',
    aliases: ['accuracy'],
    about: 'Accuracy on the validation faces in the epoch with the smallest loss',
    better: 'higher',
    valueOf: (run) => run.bestValidAccuracy,
  }),
  field('best.epoch', { title: 'Best epoch', kind: 'number', valueOf: (run) => run.bestEpoch }),
  field('last.loss', {
    title: 'Last loss',
    kind: 'number',
    about: 'Loss on the validation faces in the last epoch',
    better: 'lower',
    valueOf: (run) => run.lastValidLoss,
  }),
  field('last.accuracy', {
    title: 'Last accuracy',
    kind: 'fraction',
    about: 'Accuracy on the validation faces in the last epoch',
    better: 'higher',
    valueOf: (run) => run.lastValidAccuracy,
  }),
  field('train.loss', {
    title: 'Train loss',
    kind: 'number',
    about: 'Loss on the training faces in the last epoch',
    better: 'lower',
    valueOf: (run) => run.lastTrainLoss,
  }),
  field('train.accuracy', {
    title: 'Train accuracy',
    kind: 'fraction',
    about: 'Accuracy on the training faces in the last epoch',
    better: 'higher',
    valueOf: (run) => run.lastTrainAccuracy,
  }),
  field('test.accuracy', {
    title: 'Test accuracy',
    kind: 'fraction',
    about: 'Of the newest finished test',
    better: 'higher',
    valueOf: (run) => run.test?.accuracy ?? null,
  }),
  field('test.auc', {
    title: 'Test AUC',
    kind: 'number',
    aliases: ['auc'],
    about: 'Area under the ROC curve of the newest finished test, the same for either positive class',
    better: 'higher',
    valueOf: (run) => run.test?.auc ?? null,
  }),
  field('test.eer', {
    title: 'Test EER',
    kind: 'fraction',
    aliases: ['eer'],
    about: 'Equal error rate of the newest finished test: as many fakes are missed as reals are called fake',
    better: 'lower',
    valueOf: (run) => run.test?.eer ?? null,
  }),
  field('test.loss', {
    title: 'Test loss',
    kind: 'number',
    about: 'Of the newest finished test',
    better: 'lower',
    valueOf: (run) => run.test?.loss ?? null,
  }),
  field('test.faces', {
    title: 'Test faces',
    kind: 'number',
    about: 'How many faces the newest finished test saw',
    valueOf: (run) => run.test?.imageCount ?? null,
  }),
  field('test.data', {
    title: 'Test data',
    kind: 'text',
    about: 'Of the newest finished test',
    valueOf: (run) => run.test?.datasetName ?? null,
  }),
  field('duration', {
    title: 'Time',
    kind: 'duration',
    about: 'Spent in completed epochs; pauses do not count',
    valueOf: (run) => run.durationMs,
  }),
  field('started', { title: 'Started', kind: 'instant', valueOf: (run) => run.startedAtMs }),
  field('created', { title: 'Created', kind: 'instant', valueOf: (run) => run.createdAtMs }),
  field('ended', { title: 'Ended', kind: 'instant', valueOf: (run) => run.endedAtMs }),
  field('tag', { title: 'Tags', kind: 'texts', aliases: ['tags'], valueOf: (run) => run.tags }),
  field('notes', { title: 'Notes', kind: 'text', valueOf: (run) => run.notes }),
  field('train.faces', { title: 'Train faces', kind: 'number', valueOf: (run) => run.trainCount }),
  field('valid.faces', { title: 'Valid faces', kind: 'number', valueOf: (run) => run.validCount }),
  field('device', { title: 'Device', kind: 'text', valueOf: (run) => run.device }),
  field('seed', { title: 'Seed', kind: 'number', valueOf: (run) => run.seed }),
  field('pinned', { title: 'Pinned', kind: 'flag', valueOf: (run) => run.isPinned }),
  field('id', { title: 'Id', kind: 'text', valueOf: (run) => run.id }),
];

/** A word alone in a filter is looked for in these. */
export const RUN_TEXT_FIELDS = RUN_FIELDS.filter(({ name }) => ['name', 'tag', 'notes'].includes(name));

/** Of a configuration's keys, those that are fields of their own already or say what the run's own name, tags and notes say. */
const NO_SETTINGS = new Set(['network', 'seed', 'device', 'name', 'tags', 'notes']);

/**
 * The fields of these runs: RUN_FIELDS, then their configuration's keys. A key is also known by its last part ("lr") where nothing else is.
 * `common` holds what is alike in all runs.
 */
export function runFieldsOf(rows: readonly RunRow[], common: Readonly<Record<string, JsonValue>>): readonly RunField[] {
  const varying = new Set(rows.flatMap(({ settings }) => Object.keys(settings)));
  const keys = [...new Set([...varying, ...Object.keys(common)])].filter((key) => !NO_SETTINGS.has(key));
  const taken = new Set(RUN_FIELDS.flatMap(({ name, aliases = [] }) => [name, ...aliases]));
  const lastParts = Map.groupBy(keys, lastPart);
  const settings = keys.map((key): RunField => {
    const short = lastPart(key);
    const isFree = short !== key && !taken.has(short) && lastParts.get(short)?.length === 1;
    return settingField(key, { aliases: isFree ? [short] : [], common: common[key] });
  });
  return [...RUN_FIELDS, ...settings];
}

const lastPart = (key: string) => key.slice(key.lastIndexOf('.') + 1);

function settingField(
  key: string,
  { aliases, common }: { readonly aliases: readonly string[]; readonly common: JsonValue | undefined },
): RunField {
  const known = fieldAt(key);
  const kind =
    known?.kind === 'number' || known?.kind === 'integer' ? 'number' : known?.kind === 'boolean' ? 'flag' : 'text';
  return {
    name: key,
    aliases,
    title: aliases[0] ?? key,
    kind,
    about: known === undefined ? null : `${known.title}: ${known.description}`,
    better: null,
    isSetting: true,
    valueOf: (run) => settingValue(run.settings[key] ?? common),
  };
}

/** A list is read as text: "[70,95]". */
function settingValue(value: JsonValue | undefined): FieldValue {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : value;
}
