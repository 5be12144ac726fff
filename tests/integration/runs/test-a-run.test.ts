/** From a trained run to its test, through the contract, with a real engine. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExperiment } from '#main/features/training/request.ts';
import { TestMetrics } from '#shared/contract/evaluations.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import type { RunId } from '#shared/domain/records.ts';
import { folderForTests } from '#tests/helpers/cli.ts';
import { drawTinyFaces, prepareTinyTraining } from '#tests/helpers/tiny-faces.ts';
import { openWorkbench, type Workbench } from '#tests/helpers/workbench.ts';

const folder = folderForTests('test-a-run');
const workspace = path.join(folder, 'workspace');
let workbench: Workbench;
let runId: RunId;
let otherCsv: string;

beforeAll(async () => {
  await prepareTinyTraining(folder);
  otherCsv = await drawTinyFaces(folder, { count: 12, seed: 2, name: 'others' });
  workbench = await openWorkbench(workspace, { begins: false });
  const tiny = readExperiment(path.join(folder, 'tiny.yaml'), ['num_epochs=1']);
  const config = { ...tiny, data: { ...tiny.data, train: path.join(folder, 'faces.csv') } };
  const { run } = await workbench.backend.training.start(
    { config, configFile: null, startWeights: null, allowBad: false },
    { onNews: () => undefined, signal: new AbortController().signal },
  );
  runId = run.id;
});
afterAll(() => workbench.close());

const ended = async (jobId: JobId) =>
  (await workbench.heard('job.changed', ({ job }) => job.id === jobId && job.status !== 'running')).job;

const request = () => ({ runId, checkpoint: null, csvPath: null, hasHeatmaps: false, allowBad: false });

describe('a test of a run', () => {
  it('is a job that counts the faces, and its figures are the newest of the table', async () => {
    const { client, of } = workbench;
    const { jobId } = await client.evaluations.start(request());
    expect(await ended(jobId)).toMatchObject({ status: 'finished', link: `/runs/${runId}?tab=tests&evaluation=1` });
    const progress = of('job.changed').flatMap(({ job }) => (job.id === jobId && job.progress ? [job.progress] : []));
    expect(progress.at(-1)).toEqual({ done: 8, total: 8, unit: 'images' });
    const [test] = await client.evaluations.list({ runId });
    expect(test).toMatchObject({ status: 'finished', splitName: 'valid', imageCount: 8 });
    const metrics = TestMetrics.parse(test?.metrics);
    expect(metrics.n).toBe(8);
    const { confusion } = metrics;
    expect(confusion.fakeCalledFake + confusion.realCalledReal).toBe(Math.round((metrics.accuracy ?? 0) * 8));
    const [row] = await client.runs.list();
    expect(row?.test).toMatchObject({ evaluationId: test?.id, accuracy: metrics.accuracy, imageCount: 8 });
  });

  it('on other faces gives curves from the stored scores, and heat maps where they are asked for', async () => {
    const { client } = workbench;
    const { jobId } = await client.evaluations.start({ ...request(), csvPath: otherCsv, hasHeatmaps: true });
    expect(await ended(jobId)).toMatchObject({ status: 'finished' });
    const [test] = await client.evaluations.list({ runId });
    expect(test).toMatchObject({ datasetName: 'others', splitName: 'test', imageCount: 12 });
    if (test === undefined) throw new Error('there is a test');
    const { roc, precisionRecall, positiveClass } = await client.evaluations.curves({ evaluationId: test.id });
    expect(positiveClass).toBe('fake');
    expect([roc?.falsePositiveRate[0], roc?.truePositiveRate.at(-1)]).toEqual([0, 1]);
    expect(precisionRecall?.recall.at(-1)).toBe(1);
    expect(existsSync(path.join(workspace, 'heatmaps', `evaluation-${test.id}`))).toBe(true);
  });

  it('waits for the one before, and where it is stopped meanwhile it never begins', async () => {
    const { client } = workbench;
    const before = (await client.evaluations.list({ runId })).length;
    const first = await client.evaluations.start(request());
    const second = await client.evaluations.start(request());
    await client.jobs.stop({ jobId: second.jobId });
    expect(await ended(second.jobId)).toMatchObject({ status: 'stopped', error: null });
    expect(await ended(first.jobId)).toMatchObject({ status: 'finished' });
    expect(await client.evaluations.list({ runId })).toHaveLength(before + 1);
  });

  it('of a checkpoint that is not there is refused at once', async () => {
    await expect(workbench.client.evaluations.start({ ...request(), checkpoint: '9' })).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('no checkpoint of epoch 9'),
    });
  });

  it('of a CSV that is not there fails as a job, and a notice says why', async () => {
    const { client, heard } = workbench;
    const { jobId } = await client.evaluations.start({ ...request(), csvPath: '/nowhere/faces.csv' });
    expect((await ended(jobId)).error).toMatchObject({ code: 'file_not_found' });
    const { notice } = await heard('notice.raised');
    expect(notice.message).toContain('/nowhere/faces.csv');
  });
});

describe('all that a run leaves', () => {
  it('is read through the contract: detail, curves, checkpoints, files, log', async () => {
    const { client } = workbench;
    const run = await client.runs.get({ runId });
    expect(run).toMatchObject({ status: 'finished', place: 'active', lastEpoch: 1, children: [] });
    expect(run.networkFacts?.parameters).toBeGreaterThan(11e6);
    const { epochs, steps } = await client.runs.curves({ runId, points: 10 });
    expect([epochs.length, steps.step.length, steps.loss.length]).toEqual([1, 10, 10]);
    expect((await client.runs.checkpoints({ runId })).map(({ kind }) => kind)).toEqual(['epoch', 'best', 'last']);
    const { files } = await client.runs.files({ runId });
    expect(files.map((file) => file.path)).toContain('checkpoints/best.safetensors');
    expect((await client.runs.log({ runId, lines: 3 })).at(-1)).not.toBe('');
  });

  it('goes with a purge from the trash, tests and heat maps included', async () => {
    const { client } = workbench;
    await expect(client.runs.purge({ runIds: [runId] })).rejects.toMatchObject({ code: 'conflict' });
    const { absoluteFolder } = await client.runs.get({ runId });
    await client.runs.move({ runIds: [runId], to: 'trashed' });
    expect((await client.history.state()).undo).toMatch(/^Move ".+" to the trash$/);
    await client.settings.change({ baselineRunId: runId });
    expect((await client.runs.purge({ runIds: [runId] })).freedBytes).toBeGreaterThan(40e6);
    expect(existsSync(absoluteFolder)).toBe(false);
    expect(await client.runs.list()).toEqual([]);
    expect(await client.evaluations.list({ runId: null })).toEqual([]);
    expect((await client.settings.get()).baselineRunId).toBeNull();
  });
});
