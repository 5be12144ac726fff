/** The sample workspace, drawn by a real engine: small faces, few of them. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { forkEngine } from '#main/engine/fork.ts';
import { createEventBus } from '#main/features/events/bus.ts';
import { createJobRegistry } from '#main/features/jobs/registry.ts';
import { createJobsRouter } from '#main/features/jobs/router.ts';
import { createDeviceFacts } from '#main/features/workspace/device.ts';
import { createProgramLog } from '#main/features/workspace/program-log.ts';
import { createWorkspaceRouter } from '#main/features/workspace/router.ts';
import { createImagesClient } from '#main/images/client.ts';
import { openStore } from '#main/store/open.ts';
import { parseExperiment } from '#shared/config/parse.ts';
import type { EventBody } from '#shared/contract/events.ts';
import type { JobId } from '#shared/contract/jobs.ts';

const COUNT = 12;

function openWorkspace({ count = COUNT, spawnEngine = forkEngine } = {}) {
  const workspace = mkdtempSync(path.join(tmpdir(), 'facet-sample-'));
  const log = createProgramLog(workspace);
  const store = openStore(workspace, { clock: Date.now });
  const images = createImagesClient();
  const events = createEventBus();
  const jobs = createJobRegistry({ events, log, clock: Date.now });
  const router = {
    workspace: createWorkspaceRouter({
      workspace,
      store,
      images,
      events,
      jobs,
      log,
      spawnEngine,
      askDevice: createDeviceFacts(spawnEngine),
      versions: { facet: '1.2.3' },
      nodePath: process.execPath,
      sample: { count, sizePx: 32 },
    }),
    jobs: createJobsRouter({ jobs }),
  };
  onTestFinished(async () => {
    await jobs.close();
    events.close();
    await images.close();
    store.close();
    log.close();
    rmSync(workspace, { recursive: true, force: true });
  });
  const client = createRouterClient(router, { context: { shell: 'browser', log } });
  const stream = events.subscribe({ after: null, session: null });
  /** What was told until then, that one included. */
  const until = async (isLast: (body: EventBody) => boolean): Promise<EventBody[]> => {
    const heard: EventBody[] = [];
    for (;;) {
      const { value } = await stream.next();
      if (value === undefined) throw new Error('The stream ended.');
      heard.push(value.event.body);
      if (isLast(value.event.body)) return heard;
    }
  };
  const ended = (jobId: JobId) =>
    until((body) => body.topic === 'job.changed' && body.job.id === jobId && body.job.status !== 'running');
  return { workspace, client, store, until, ended };
}

describe('the sample workspace', () => {
  it('is faces, two data sets and a configuration that trains on them, told of while it is made', async () => {
    const { workspace, client, store, ended } = openWorkspace();
    expect(await client.workspace.overview()).toMatchObject({ hasSample: false, datasetCount: 0, recentRuns: [] });
    const { jobId } = await client.workspace.createSample();
    const told = await ended(jobId);
    const topics = new Set(told.map(({ topic }) => topic));
    expect([...topics]).toEqual(
      expect.arrayContaining(['dataset.changed', 'configuration.changed', 'workspace.changed']),
    );
    expect(await client.jobs.get({ jobId })).toMatchObject({
      status: 'finished',
      progress: { done: COUNT, total: COUNT, unit: 'faces' },
      link: '/configurations/edit?preset=sample',
    });

    expect(store.datasets.list().map(({ name }) => name)).toEqual(['Sample faces, test', 'Sample faces']);
    expect(await client.workspace.overview()).toMatchObject({ hasSample: true, datasetCount: 2, imageCount: COUNT });

    const file = path.join(workspace, 'configurations', 'sample.yaml');
    const { config } = parseExperiment(readFileSync(file, 'utf8'), { file });
    expect(config).toMatchObject({ network: 'resnet18', input_size: { height: 32, width: 32 } });
    for (const csv of [config.data.train, config.data.test]) expect(existsSync(csv)).toBe(true);
    expect(path.isAbsolute(config.data.train)).toBe(true);
  });

  it('is made once, however often it is asked for, and leaves a configuration that was changed as it is', async () => {
    const { workspace, client, store, ended } = openWorkspace();
    const first = await client.workspace.createSample();
    const second = await client.workspace.createSample();
    expect(second).toEqual(first); // while it is under way
    await ended(first.jobId);
    const file = path.join(workspace, 'configurations', 'sample.yaml');
    writeFileSync(file, 'network: resnet18 # mine\n');
    const again = await client.workspace.createSample();
    await ended(again.jobId);
    expect((await client.jobs.get(again)).status).toBe('finished');
    expect(store.datasets.list()).toHaveLength(2);
    expect(readFileSync(file, 'utf8')).toBe('network: resnet18 # mine\n');
  });

  it('leaves nothing behind where it is stopped', async () => {
    const { workspace, client, store, until, ended } = openWorkspace({ count: 2_000 });
    const { jobId } = await client.workspace.createSample();
    await until((body) => body.topic === 'job.changed' && (body.job.progress?.done ?? 0) > 0);
    await client.jobs.stop({ jobId });
    await ended(jobId);
    expect(await client.jobs.get({ jobId })).toMatchObject({ status: 'stopped', error: null });
    expect(readdirSync(workspace)).not.toContain('sample');
    expect(store.datasets.list()).toEqual([]);
    expect((await client.workspace.overview()).hasSample).toBe(false);
  });

  it("touches nobody else's folder of that name, and says so", async () => {
    const { workspace, client, ended } = openWorkspace();
    mkdirSync(path.join(workspace, 'sample'));
    writeFileSync(path.join(workspace, 'sample', 'theirs.jpg'), 'theirs');
    const { jobId } = await client.workspace.createSample();
    await ended(jobId);
    expect((await client.jobs.get({ jobId })).error).toMatchObject({ code: 'conflict' });
    expect(readdirSync(path.join(workspace, 'sample'))).toEqual(['theirs.jpg']);
  });
});

describe('what a workspace says of itself and its machine', () => {
  it('names its folder, its version and its shell', async () => {
    const { workspace, client } = openWorkspace();
    expect(await client.workspace.info()).toEqual({
      path: workspace,
      name: path.basename(workspace),
      version: '1.2.3',
      versions: { facet: '1.2.3' },
      shell: 'browser',
      knowsDroppedPaths: false,
    });
    const { databaseBytes, freeBytes } = await client.workspace.overview();
    expect(databaseBytes).toBeGreaterThan(4_096);
    expect(freeBytes).toBeGreaterThan(0);
  });

  it('asks TensorFlow for the device, with one engine for all who ask', async () => {
    let started = 0;
    const { client } = openWorkspace({
      spawnEngine: (options) => {
        started += 1;
        return forkEngine(options);
      },
    });
    const [first, second] = await Promise.all([client.workspace.device(), client.workspace.device()]);
    expect(first).toEqual(second);
    expect(first).toMatchObject({ tensorflow: expect.stringMatching(/^2\./), cpus: expect.any(Number) });
    await client.workspace.device();
    expect(started).toBe(1);
  });

  it('says that TensorFlow does not load where the engine dies at once, and asks again the next time', async () => {
    let started = 0;
    const { client } = openWorkspace({
      spawnEngine: ({ environment }) => {
        started += 1;
        return forkEngine({ environment: { ...environment, NODE_OPTIONS: '--no-such-option' } });
      },
    });
    for (const times of [1, 2]) {
      await expect(client.workspace.device()).rejects.toMatchObject({
        code: 'runtime_missing',
        data: { hint: expect.stringContaining('npm run setup') },
      });
      expect(started).toBe(times);
    }
  });
});
