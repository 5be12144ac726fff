/** A workspace with something on every page: a data set with its audit and a revision, runs, a test with heat maps. Made as a person makes it, through the contract. */
import path from 'node:path';
import type { JobId } from '#shared/contract/jobs.ts';
import { COVERINGS } from '#shared/domain/explanations.ts';
import type { DatasetId, EvaluationId, ImageId, RunId } from '#shared/domain/records.ts';
import type { ServedWorkbench } from './served-workbench.ts';

type Client = ServedWorkbench['client'];

export type Filling = {
  /** With train.csv and test.csv. */
  readonly faces: string;
  readonly runs: readonly {
    readonly name: string;
    readonly epochs: number;
    readonly learningRate: number;
    /** Of its configuration: which sweep's it is. */
    readonly tags?: readonly string[];
  }[];
  /** Of the square that the network sees. */
  readonly sizePx: number;
  readonly batchSize: number;
  /** How many of the runs are tested on test.csv, with heat maps; default 1. */
  readonly testCount?: number;
  /** Of the first test: shares of regions, covered regions, faithfulness and neighbours; default false. */
  readonly isExplained?: boolean;
};

export type Filled = {
  readonly datasetId: DatasetId;
  readonly runIds: readonly RunId[];
  /** The first run's first. */
  readonly tests: readonly EvaluationId[];
  /** The most wrong face of the first test. */
  readonly imageId: ImageId | null;
};

export async function fillWorkspace(client: Client, filling: Filling): Promise<Filled> {
  const datasetId = await addFaces(client, path.join(filling.faces, 'train.csv'), 'Synthetic faces');
  await ended(client, (await client.datasets.audit({ datasetId })).jobId);
  const { faces } = await client.datasets.faces({
    datasetId,
    filter: {},
    sort: 'line',
    isDescending: false,
    offset: 0,
    limit: 2,
  });
  const imageIds = faces.map(({ id }) => id);
  await client.datasets.revise({ datasetId, selection: { imageIds }, change: { kind: 'exclude' } });
  const runIds: RunId[] = [];
  for (const run of filling.runs) runIds.push(await train(client, filling, run));
  const csvPath = path.join(filling.faces, 'test.csv');
  const tests: EvaluationId[] = [];
  for (const runId of runIds.slice(0, filling.testCount ?? 1)) {
    const test = { runId, checkpoint: null, csvPath, hasHeatmaps: true, allowBad: false };
    await ended(client, (await client.evaluations.start(test)).jobId);
    const [newest] = await client.evaluations.list({ runId });
    if (newest !== undefined) tests.push(newest.id);
  }
  const [test] = tests;
  if (test !== undefined && filling.isExplained === true) await explain(client, test);
  const order = { filter: {}, threshold: null, sort: 'loss', isRising: false, offset: 0, limit: 1 } as const;
  const [imageId = null] = test === undefined ? [] : await client.predictions.ids({ evaluationId: test, ...order });
  return { datasetId, runIds, tests, imageId };
}

async function explain(client: Client, evaluationId: EvaluationId): Promise<void> {
  const [set] = await client.explanations.sets({ evaluationId });
  if (set === undefined) throw new Error(`Test ${evaluationId} has no heat maps.`);
  const key = { evaluationId, method: set.method, layer: set.layer };
  await ended(client, (await client.explanations.measure(key)).jobId);
  for (const covering of COVERINGS)
    await ended(client, (await client.perturbations.knockOut({ evaluationId, covering, limit: null })).jobId);
  await ended(client, (await client.perturbations.faithfulness({ ...key, limit: null })).jobId);
  await ended(client, (await client.faces.embed({ evaluationId })).jobId);
}

/** As a person adds a CSV whose columns are guessed rightly. */
export async function addFaces(client: Client, csvPath: string, name: string): Promise<DatasetId> {
  const source = { csvPath, imagesFolder: null };
  const { mapping } = await client.datasets.inspect({ source, mapping: null });
  if (mapping === null) throw new Error(`No guess what the columns of ${csvPath} mean.`);
  const { jobId } = await client.datasets.add({ source, mapping, name, allowBad: false });
  await ended(client, jobId);
  return (await client.datasets.added({ jobId })).datasetId;
}

async function train(
  client: Client,
  { faces, sizePx, batchSize }: Filling,
  run: Filling['runs'][number],
): Promise<RunId> {
  const yaml = `# ${run.name}
name: ${JSON.stringify(run.name)}
tags: ${JSON.stringify(run.tags ?? [])}
network: resnet18
device: cpu
data:
  train: ${JSON.stringify(path.join(faces, 'train.csv'))}
  random_split: True
  test_proportions: 0.25
input_size: { height: ${sizePx}, width: ${sizePx} }
optimizer: { type: Adam, lr: ${run.learningRate} }
batch_size: ${batchSize}
num_epochs: ${run.epochs}
`;
  const events = await client.events.subscribe({ after: null, session: null });
  await client.training.start({ yaml, configFile: null, allowBad: false, probes: [] });
  for await (const { event } of events) {
    if (event.body.topic !== 'job.changed' || event.body.job.kind !== 'train') continue;
    const { status, error } = event.body.job;
    if (status === 'finished') break;
    if (status !== 'running') throw new Error(`${run.name} ${status}: ${error?.message}`);
  }
  const found = (await client.runs.list()).find(({ name }) => name === run.name);
  if (found === undefined) throw new Error(`There is no run ${run.name}.`);
  return found.id;
}

/** Until a job is over. @throws where it failed */
async function ended(client: Client, jobId: JobId): Promise<void> {
  const events = await client.events.subscribe({ after: null, session: null });
  let job = await client.jobs.get({ jobId });
  if (job.status === 'running')
    for await (const { event } of events) {
      if (event.body.topic !== 'job.changed' || event.body.job.id !== jobId) continue;
      job = event.body.job;
      if (job.status !== 'running') break;
    }
  if (job.status !== 'finished') throw new Error(`${job.title} ${job.status}: ${job.error?.message}`);
}
