/** What the editor begins with: a preset, a run's configuration, that of a training that waits, or the draft; and whether a draft of it goes on. */
import { applyChange } from '#shared/config/edit/change.ts';
import { setKey } from '#shared/config/edit/edit-key.ts';
import type { Preset } from '#shared/contract/configurations.ts';
import type { Draft } from '#shared/contract/settings.ts';
import type { QueueId } from '#shared/contract/training.ts';
import type { EditSearch } from './search.ts';

export type Origin = {
  readonly kind: 'preset' | 'run' | 'queued' | 'none';
  /** The training that waits, to which Save writes; null = none. */
  readonly entryId: QueueId | null;
  /** A preset's, a run's or a waiting training's name; empty where there is none. */
  readonly name: string;
  /** True where Save writes to it. */
  readonly isOwn: boolean;
  /** What differences are shown against. */
  readonly yaml: string;
};

export type StartText = {
  readonly origin: Origin;
  readonly text: string;
  /** Since when a draft goes on; null = it begins as its origin is. */
  readonly draftedAtMs: number | null;
};

export type StartSources = {
  readonly search: EditSearch;
  readonly presets: readonly Preset[];
  /** `absoluteFolder`: where its weights lie. */
  readonly run: { readonly name: string; readonly configYaml: string; readonly absoluteFolder: string } | null;
  /** The training that waits. */
  readonly queued: { readonly name: string; readonly configYaml: string } | null;
  readonly draft: Draft | null;
};

/** Null where what is named is not there. */
export function startText(sources: StartSources): StartText | null {
  const { search, presets, draft } = sources;
  const { preset, run, data, entry } = search;
  if (preset === undefined && run === undefined && data === undefined && entry === undefined)
    return draft === null ? fromPreset(presets, NEW) : fromDraft(draft, presets);
  const named = namedStart(sources);
  if (named === null) return null;
  const start = search.data === undefined ? named : withData(named, search.data);
  const goesOn = draft !== null && draft.originYaml === start.text && draft.yaml !== start.text;
  return goesOn ? { ...start, text: draft.yaml, draftedAtMs: draft.changedAtMs } : start;
}

function namedStart({ search, presets, run, queued }: StartSources): StartText | null {
  if (search.entry !== undefined) return fromQueue(queued, search.entry);
  return search.run === undefined ? fromPreset(presets, search.preset ?? NEW) : fromRun(run, search.weights);
}

/** What a new configuration begins as. */
const NEW = 'resnet18';

const begin = (origin: Origin): StartText => ({ origin, text: origin.yaml, draftedAtMs: null });

/** The person's own before Facet's. */
function fromPreset(presets: readonly Preset[], name: string): StartText | null {
  const found = presets.find((preset) => preset.name === name);
  if (found === undefined) return null;
  return begin({ kind: 'preset', name, entryId: null, isOwn: found.origin === 'workspace', yaml: found.yaml });
}

const fromQueue = (queued: StartSources['queued'], entryId: QueueId): StartText | null =>
  queued && begin({ kind: 'queued', name: queued.name, entryId, isOwn: false, yaml: queued.configYaml });

function fromRun(run: StartSources['run'], weights: EditSearch['weights']): StartText | null {
  if (run === null) return null;
  const { name, configYaml, absoluteFolder } = run;
  const yaml = weights === undefined ? configYaml : withWeights(configYaml, `${absoluteFolder}/${BEST_WEIGHTS}`);
  return begin({ kind: 'run', name, entryId: null, isOwn: false, yaml });
}

/** In the folder of a run. */
const BEST_WEIGHTS = 'checkpoints/best.safetensors';

/** One key says what a training begins with; the other one has to be empty then. */
const withWeights = (yaml: string, file: string): string =>
  changed(changed(yaml, 'model.weights', ''), 'checkpoint', file);

function fromDraft({ yaml, origin, originYaml, changedAtMs }: Draft, presets: readonly Preset[]): StartText {
  const preset = presets.find(({ name }) => name === origin);
  const isOwn = preset?.origin === 'workspace' && preset.yaml === originYaml;
  return {
    origin: {
      kind: origin === null ? 'none' : preset === undefined ? 'run' : 'preset',
      name: origin ?? '',
      entryId: null,
      isOwn,
      yaml: originYaml ?? '',
    },
    text: yaml,
    draftedAtMs: changedAtMs,
  };
}

/** Other faces to train on. The test data that come with one of Facet's configurations belong to its own. */
function withData(start: StartText, csvPath: string): StartText {
  const withTrain = changed(start.text, 'data.train', csvPath);
  const isFacets = start.origin.kind === 'preset' && !start.origin.isOwn;
  const text = isFacets ? changed(withTrain, 'data.test', '') : withTrain;
  return { ...start, origin: { ...start.origin, yaml: text }, text };
}

function changed(text: string, path: string, value: string): string {
  const change = setKey(text, path, value);
  return change === null ? text : applyChange(text, change);
}
