/** Does it matter? A tiny network on synthetic faces: regions covered, maps tried, faults pointed at; figures against the stored rows. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTools } from '#main/backend.ts';
import { readExperiment } from '#main/features/training/request.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import { FACE_REGIONS } from '#shared/domain/regions.ts';
import { areaUnderCurve } from '#shared/metrics/area.ts';
import { spearman } from '#shared/metrics/rank-correlation.ts';
import { folderForTests } from '#tests/helpers/cli.ts';
import { prepareTinyTraining } from '#tests/helpers/tiny-faces.ts';
import { openWorkbench, type Workbench } from '#tests/helpers/workbench.ts';

const SIZE_PX = 64;
const DRAWN = 12;
/** Of face-api's own package; four people. */
const PHOTOGRAPH = createRequire(import.meta.url).resolve('@vladmandic/face-api/demo/sample4.jpg');

const folder = folderForTests('covered-faces');
let workbench: Workbench;
let evaluationId: EvaluationId;

const maps = () => ({ evaluationId, method: 'grad-cam', layer: 'layer3' }) as const;
const ended = async (jobId: JobId) =>
  (await workbench.heard('job.changed', ({ job }) => job.id === jobId && job.status !== 'running')).job;
const done = async ({ jobId }: { readonly jobId: JobId }) => {
  const job = await ended(jobId);
  expect(job.error).toBeNull();
  expect(job.status).toBe('finished');
};
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

beforeAll(async () => {
  const tools = createTools();
  const options = { count: DRAWN, seed: 3, size: 128, strength: 1, testShare: 0 };
  const watch = { onProgress: () => undefined, signal: new AbortController().signal };
  await tools.synthetic.synthesize({ folder, ...options }, watch);
  await tools.close();
  copyFileSync(PHOTOGRAPH, path.join(folder, 'several.jpg'));
  const rows = readFileSync(path.join(folder, 'train.csv'), 'utf8').trim().split('\n');
  const drawn = rows.map((row) => row.split(',').slice(0, 2).join(','));
  const csv = path.join(folder, 'mixed.csv');
  writeFileSync(csv, `${[...drawn, 'several.jpg,1'].join('\n')}\n`);
  await prepareTinyTraining(folder);
  workbench = await openWorkbench(path.join(folder, 'workspace'), { begins: false });
  const tiny = readExperiment(path.join(folder, 'tiny.yaml'), ['num_epochs=1']);
  const { run } = await workbench.backend.training.start(
    {
      config: { ...tiny, input_size: { height: SIZE_PX, width: SIZE_PX }, data: { ...tiny.data, train: csv } },
      configFile: null,
      startWeights: null,
      allowBad: false,
    },
    { onNews: () => undefined, signal: new AbortController().signal },
  );
  await done(
    await workbench.client.evaluations.start({
      runId: run.id,
      checkpoint: null,
      csvPath: csv,
      hasHeatmaps: false,
      allowBad: false,
    }),
  );
  const [test] = await workbench.client.evaluations.list({ runId: run.id });
  if (test === undefined) throw new Error('there is a test');
  evaluationId = test.id;
});
afterAll(() => workbench.close());

describe('covering regions', () => {
  const asked = { covering: 'blur' } as const;

  it('begins with nothing', async () => {
    const { client } = workbench;
    const nothing = await client.perturbations.knockedOut({ ...maps(), ...asked });
    expect(nothing).toMatchObject({ triedCount: 0, imageCount: DRAWN + 1, points: [], correlation: null });
    expect(nothing.regions.map(({ n, fall, flips }) => ({ n, fall, flips }))).toEqual(
      FACE_REGIONS.map(() => ({ n: 0, fall: null, flips: null })),
    );
    expect(await client.perturbations.knockedOutFace({ evaluationId, ...asked, imageId: 1 as ImageId })).toEqual([]);
  });

  it('tries as many faces as were asked for, whose parts are known, and goes on from there', async () => {
    const { client, store } = workbench;
    await done(await client.perturbations.knockOut({ evaluationId, ...asked, limit: 5 }));
    const first = store.knockOuts.list(evaluationId, 'blur').map(({ imageId }) => imageId);
    expect(first).toHaveLength(5);
    await done(await client.perturbations.knockOut({ evaluationId, ...asked, limit: null }));
    const all = store.knockOuts.list(evaluationId, 'blur');
    expect(all).toHaveLength(DRAWN); // the photograph of four people is left out
    expect(all.map(({ imageId }) => imageId)).toEqual(expect.arrayContaining(first));
    const heard = workbench.of('explanation.changed').filter((event) => event.evaluationId === evaluationId);
    expect(heard.length).toBeGreaterThanOrEqual(2);
  });

  it('has the margins of the test itself where nothing is covered', () => {
    const { store } = workbench;
    const { imageIds, scores } = store.predictions.columns(evaluationId);
    for (const { imageId, predicted, margin, falls, margins } of store.knockOuts.list(evaluationId, 'blur')) {
      const score = scores[imageIds.indexOf(imageId)] as number;
      const logit = Math.log(score / (1 - score)); // of fake less real
      expect(margin).toBeCloseTo(predicted === 0 ? logit : -logit, 3);
      expect(falls.every((fall, i) => Number.isFinite(fall) === Number.isFinite(margins[i]))).toBe(true);
    }
  });

  it('comes to means, flips and one point a region and face once maps are shared out', async () => {
    const { client, store } = workbench;
    await done(await client.explanations.explain(maps()));
    await done(await client.explanations.measure(maps()));
    const result = await client.perturbations.knockedOut({ ...maps(), ...asked });
    const rows = store.knockOuts.list(evaluationId, 'blur');
    expect(result.triedCount).toBe(DRAWN);
    for (const [i, { n, fall, flips }] of result.regions.entries()) {
      const falls = rows.map((row) => row.falls[i] as number).filter(Number.isFinite);
      expect(n).toBe(falls.length);
      if (fall === null) continue;
      expect(fall.mean).toBeCloseTo(meanOf(falls), 6);
      expect(fall.low).toBeLessThanOrEqual(fall.mean + 1e-9);
      expect(fall.high).toBeGreaterThanOrEqual(fall.mean - 1e-9);
      expect(flips).toBeCloseTo(rows.filter((row) => (row.margins[i] as number) < 0).length / n, 12);
    }
    const shared = store.knockOuts.shares('blur', maps());
    expect(result.points).toHaveLength([...shared.keys()].length * FACE_REGIONS.length);
    expect(result.correlation).toBe(
      spearman(
        result.points.map(({ share }) => share),
        result.points.map(({ fall }) => fall),
      ),
    );
    const { imageId } = rows[0] as (typeof rows)[number];
    const face = await client.perturbations.knockedOutFace({ evaluationId, ...asked, imageId });
    expect(face.map(({ region }) => region)).toEqual([...FACE_REGIONS]);
    expect(face.map(({ fall }) => fall)).toEqual([...(rows[0]?.falls ?? [])]);
  });

  it('covers with the mean colour apart from that', async () => {
    const { client, store } = workbench;
    await done(await client.perturbations.knockOut({ evaluationId, covering: 'mean', limit: 3 }));
    expect(store.knockOuts.list(evaluationId, 'mean')).toHaveLength(3);
    expect(store.knockOuts.list(evaluationId, 'blur')).toHaveLength(DRAWN);
  });
});

describe('trying maps', () => {
  it('says so where there are none of that kind', async () => {
    const { client } = workbench;
    const none = { ...maps(), layer: 'layer2' };
    await expect(client.perturbations.faithfulness({ ...none, limit: 2 })).rejects.toMatchObject({ code: 'not_found' });
    expect(await client.perturbations.faithful(none)).toBeNull();
  });

  it('keeps what was done where it is stopped, and comes to mean curves that begin and end where they must', async () => {
    const { client, store } = workbench;
    const { jobId } = await client.perturbations.faithfulness({ ...maps(), limit: 4 });
    await workbench.heard(
      'job.changed',
      ({ job }) => job.id === jobId && (job.progress?.done ?? 0) >= 1 && job.progress?.unit === 'faces',
    );
    await client.jobs.stop({ jobId }).catch(() => undefined); // it may be over by now
    await ended(jobId);
    const kept = store.faithfulness.list(maps());
    expect(kept.length).toBeGreaterThanOrEqual(1);
    await done(await client.perturbations.faithfulness({ ...maps(), limit: 4 }));
    const rows = store.faithfulness.list(maps());
    expect(rows).toEqual(expect.arrayContaining(kept.map((row) => ({ ...row }))));
    const result = await client.perturbations.faithful(maps());
    expect(result?.n).toBe(rows.length);
    expect(result?.share).toEqual(Array.from({ length: 21 }, (_, i) => i / 20));
    const { imageIds, scores } = store.predictions.columns(evaluationId);
    for (const { imageId, insertion, deletion } of rows) {
      const score = scores[imageIds.indexOf(imageId)] as number;
      const own = Math.max(score, 1 - score);
      expect(insertion.at(-1)).toBeCloseTo(own, 4); // the whole picture at the end of the one,
      expect(deletion[0]).toBeCloseTo(own, 4); // and at the start of the other
    }
    expect(result?.insertion?.area.mean).toBeCloseTo(meanOf(rows.map(({ insertion }) => areaUnderCurve(insertion))), 6);
    expect(result?.road?.mean).toBeCloseTo(meanOf(rows.map(({ road }) => road)), 9);
    expect(result?.random?.road).toBeCloseTo(meanOf(rows.map(({ randomRoad }) => randomRoad)), 9);
  });
});

describe('pointing at planted faults', () => {
  it('counts each fake that is called fake and has a map, by region and as a whole', async () => {
    const { client, store } = workbench;
    const pointing = await client.explanations.pointing({ ...maps(), threshold: null });
    expect(pointing?.tolerancePx).toBeCloseTo((15 * SIZE_PX) / 224, 9);
    const [all, ...regions] = pointing?.results ?? [];
    expect(all?.region).toBe('all');
    const { labels, scores } = store.predictions.columns(evaluationId);
    const found = labels.filter((label, i) => label === 0 && (scores[i] as number) >= 0.5).length;
    expect((all?.n ?? 0) + (all?.emptyCount ?? 0)).toBe(found);
    expect(regions.reduce((sum, { n }) => sum + n, 0)).toBe(all?.n);
    // With every face called fake, only those with a map of the class fake can be looked at.
    const lowest = await client.explanations.pointing({ ...maps(), threshold: 0 });
    expect(lowest?.results[0]?.n).toBe(all?.n);
  });
});
