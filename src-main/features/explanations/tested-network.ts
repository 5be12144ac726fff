/** The network behind a test: its weights as they were then, how it read its faces, and what it offers to explain. */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Engine } from '#main/engine/client.ts';
import type { EvaluateJob, ModelSettings } from '#main/engine/messages.ts';
import { seenPartOf } from '#main/media/seen-part.ts';
import type { Store } from '#main/store/open.ts';
import { parseExperiment } from '#shared/config/parse.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import type { MapLayer } from '#shared/contract/explanations.ts';
import type { EvaluationId, EvaluationSummary } from '#shared/domain/records.ts';
import type { Size } from '#shared/domain/region-mask.ts';
import { AppError } from '#shared/errors.ts';
import type { NetworkDesk } from '../evaluation/network-desk.ts';
import { inspectWeights, type Weights } from '../evaluation/weights.ts';
import { inputSettingsOf, modelSettingsOf } from '../training/config-to-job.ts';
import { configOfRun } from '../training/request.ts';

export type TestedNetwork = {
  readonly evaluation: EvaluationSummary;
  readonly config: ExperimentConfig;
  readonly weights: Weights;
};

/** Of an engine, what is asked of it here. */
type Asked = Pick<Engine, 'run'>;

/** @throws not_found, file_not_found (the weights are gone), conflict (they are others now) */
export async function testedNetwork(store: Store, evaluationId: EvaluationId, engine: Asked): Promise<TestedNetwork> {
  const evaluation = store.evaluations.get(evaluationId);
  const run = evaluation.runId === null ? null : store.runs.get(evaluation.runId);
  const file = evaluation.checkpointFile;
  if (!existsSync(file))
    throw new AppError('file_not_found', `The weights of this test are gone: "${file}".`, {
      hint: 'What it found is kept; heat maps need a test of weights that are there.',
    });
  const config = configOfTest(store, evaluationId);
  const fallback = run === null ? null : { model: modelSettingsOf(config), crop: config.data.crop };
  const weights = await inspectWeights(engine as Engine, { file, run }, fallback); // it only calls `run`
  if (weights.sha256 !== evaluation.checkpointSha256)
    throw new AppError('conflict', `The weights of this test were replaced: "${file}" is another file now.`, {
      hint: 'Test again with the present weights.',
    });
  return { evaluation, config, weights };
}

export type NetworkAtHand = (evaluationId: EvaluationId, signal?: AbortSignal) => Promise<TestedNetwork>;

/** The same through the engine at hand; a file of weights is read through once, until it changes. */
export function createNetworkAtHand(store: Store, desk: NetworkDesk): NetworkAtHand {
  const known = new Map<EvaluationId, { readonly stamp: string; readonly network: TestedNetwork }>();
  return async (evaluationId, signal) => {
    const { checkpointFile } = store.evaluations.get(evaluationId);
    const found = await stat(checkpointFile).catch(() => null); // what is wrong with it is said below
    const stamp = found === null ? '' : `${found.mtimeMs} ${found.size} ${found.ino}`;
    const before = known.get(evaluationId);
    if (before?.stamp === stamp) return before.network;
    const ask: Asked = { run: (job) => desk.ask(job, signal === undefined ? {} : { signal }) };
    const network = await testedNetwork(store, evaluationId, ask);
    known.set(evaluationId, { stamp, network });
    return network;
  };
}

/** Of the run that was tested; the defaults where the weights were no run's. */
export function configOfTest(store: Store, evaluationId: EvaluationId): ExperimentConfig {
  const { runId } = store.evaluations.get(evaluationId);
  if (runId !== null) return configOfRun(store.runs.get(runId));
  return parseExperiment('data: { train: none.csv }', { file: 'the defaults' }).config;
}

/** The part of a job that says which network reads how. */
export const networkOfJob = ({ config, weights }: TestedNetwork): Pick<EvaluateJob, 'model' | 'input' | 'weights'> => ({
  model: weights.model,
  input: { ...inputSettingsOf(config), crop: weights.crop },
  weights: weights.file,
});

export type NetworkFacts = {
  readonly model: ModelSettings;
  readonly crop: boolean;
  readonly layers: readonly MapLayer[];
};

export type NetworkFactsDesk = (evaluationId: EvaluationId) => Promise<NetworkFacts | null>;

/** Asked once for each file of weights. Null where the weights are gone: what the network offers is not known then. */
export function createNetworkFacts(store: Store, desk: NetworkDesk): NetworkFactsDesk {
  const known = new Map<string, Promise<NetworkFacts>>();
  const ask = async (evaluationId: EvaluationId): Promise<NetworkFacts> => {
    const { weights } = await testedNetwork(store, evaluationId, { run: desk.ask });
    const { heatmapLayers, defaultLayer } = await desk.ask({ kind: 'describe-network', model: weights.model });
    const layers = heatmapLayers.map((layer) => ({ ...layer, isDefault: layer.layer === defaultLayer }));
    return { model: weights.model, crop: weights.crop, layers };
  };
  return async (evaluationId) => {
    const { checkpointFile, checkpointSha256 } = store.evaluations.get(evaluationId);
    const facts = known.get(checkpointSha256);
    if (facts !== undefined) return facts;
    if (!existsSync(checkpointFile)) return null;
    const asked = ask(evaluationId);
    known.set(checkpointSha256, asked);
    asked.catch(() => known.delete(checkpointSha256)); // asked anew next time
    return asked;
  };
}

export type SeenInput = { readonly input: Size; readonly crop: boolean };
export type InputDesk = (evaluationId: EvaluationId) => Promise<SeenInput | null>;

/** What the network of a test sees of a picture: of a run's own weights as its configuration says, so that no engine has to start; of others as `factsOf` says. */
export function createInputs(store: Store, factsOf: NetworkFactsDesk): InputDesk {
  return async (evaluationId) => {
    const { runId, checkpointSha256 } = store.evaluations.get(evaluationId);
    const own = runId !== null && store.checkpoints.list(runId).some(({ sha256 }) => sha256 === checkpointSha256);
    const { input, crop } = own ? seenPartOf(store.runs.get(runId).config) : { input: null, crop: false };
    if (input !== null) return { input, crop };
    const facts = await factsOf(evaluationId);
    return facts && { input: facts.model, crop: facts.crop };
  };
}
