/** Runs side by side and the flip view, through the contract over a real store: what is asked of SQLite is held against SQL written by hand. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '#main/store/connection.ts';
import type { FlipKey } from '#shared/contract/comparisons.ts';
import { FAKE, predictedLabel } from '#shared/domain/labels.ts';
import { createRandom } from '#shared/domain/random.ts';
import type { EvaluationId, JsonObject, RunId } from '#shared/domain/records.ts';
import { mcnemarExact } from '#shared/metrics/mcnemar.ts';
import { summarize } from '#shared/metrics/summary.ts';
import { folderForTests } from '#tests/helpers/cli.ts';
import { openWorkbench, type Workbench } from '#tests/helpers/workbench.ts';
import { expected } from '#tests/unit/metrics/expected.ts';
import {
  epochResult,
  newImage,
  newImages,
  newRun,
  type SavedDataset,
  saveDataset,
  sha256Of,
  startEvaluation,
} from '#tests/unit/store/fixtures.ts';

const FACES = 400;
let workbench: Workbench;
let saved: SavedDataset;
let runs: RunId[];
let tests: EvaluationId[];

const configOf = (seed: number, size: number): JsonObject => ({
  network: 'resnet18',
  seed,
  data: { crop: true },
  input_size: { height: size, width: size },
  normalization: 'none',
  model: { in_channels: 3 },
});

function train(seed: number, size = 224): RunId {
  const { store } = workbench;
  const { id } = store.runs.create(
    newRun(saved, { seed, config: configOf(seed, size), versions: { facet: '1', tensorflow: '2.21' } }),
  );
  store.runs.changeStatus(id, { to: 'running', device: 'CPU' });
  store.epochs.record(id, epochResult(1, { validLoss: seed / 10 }));
  store.runs.changeStatus(id, { to: 'finished' });
  return id;
}

function evaluate(runId: RunId, seed: number, on: SavedDataset = saved): EvaluationId {
  const { store } = workbench;
  const random = createRandom(seed);
  const { id } = startEvaluation(store, on, { runId, checkpointSha256: sha256Of(`weights ${runId}`) as never }); // a hash
  const labels = store.images.list(on.dataset.id).map(({ label }) => label);
  const scores = labels.map((label) => {
    const wrong = Math.round(100 * random.next() ** 2) / 100; // ties, and some exactly at the threshold
    return label === FAKE ? 1 - wrong : wrong;
  });
  store.predictions.record(
    id,
    scores.map((score, i) => ({ imageId: on.imageIds[i] as never, score, loss: 1 })),
  ); // one each
  const metrics = JSON.parse(
    JSON.stringify({ loss: 1, ...summarize({ scores, labels, threshold: 0.5 }) }),
  ) as JsonObject; // plain numbers
  store.evaluations.end(id, { status: 'finished', metrics, durationMs: 1 });
  return id;
}

beforeAll(async () => {
  workbench = await openWorkbench(path.join(folderForTests('comparisons'), 'workspace'), { begins: false });
  saved = saveDataset(workbench.store, newImages(FACES));
  runs = [train(1), train(2), train(1, 128)];
  tests = runs.map((runId, i) => evaluate(runId, i + 1));
});
afterAll(() => workbench.close());

const key = (first: EvaluationId, second: EvaluationId): FlipKey => ({
  first,
  second,
  firstThreshold: null,
  secondThreshold: null,
});

/** As one would write it to check: no index is asked for, no join is fixed. */
function pilesBySql({ first, second }: FlipKey, threshold = 0.5) {
  const { $client } = connect(workbench.store.file, { isReadonly: true });
  const row = $client
    .prepare<unknown[], Record<string, number>>(
      `select sum(a.ok and b.ok) bothRight, sum(a.ok and not b.ok) onlyFirst, sum(not a.ok and b.ok) onlySecond, sum(not a.ok and not b.ok) bothWrong
       from (select i.sha256, p.label, (p.score >= :t) = (p.label = 0) ok from predictions p join images i on i.id = p.image_id where p.evaluation_id = :first group by i.sha256) a
       join (select i.sha256, p.label, (p.score >= :t) = (p.label = 0) ok from predictions p join images i on i.id = p.image_id where p.evaluation_id = :second group by i.sha256) b
       on a.sha256 = b.sha256 and a.label = b.label`,
    )
    .get({ first, second, t: threshold });
  $client.close();
  return row;
}

describe('the flip view', () => {
  it('counts as a query written by hand counts, at the thresholds in force and at others', async () => {
    const [first, second] = tests as [EvaluationId, EvaluationId];
    const { counts, pValue, first: side } = await workbench.client.comparisons.flips(key(first, second));
    expect(counts).toEqual(pilesBySql(key(first, second)));
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(FACES);
    expect(pValue).toBe(mcnemarExact(counts.onlyFirst, counts.onlySecond));
    expect(side).toMatchObject({
      threshold: 0.5,
      thresholdSource: { kind: 'own', words: 'the usual 0.5' },
      pictureCount: FACES,
    });
    const other = await workbench.client.comparisons.flips({
      ...key(first, second),
      firstThreshold: 0.8,
      secondThreshold: 0.8,
    });
    expect(other.counts).toEqual(pilesBySql(key(first, second), 0.8));
    expect(other.counts).not.toEqual(counts);
  });

  it("gives SciPy's exact p for piles of a known size", async () => {
    const { store, client } = workbench;
    const wanted = expected.mcnemar.find(
      ({ onlyFirstRight: a, onlySecondRight: b }) => a + b > 0 && a + b <= FACES && a !== b,
    );
    if (wanted === undefined) throw new Error('no expectation fits');
    const { onlyFirstRight, onlySecondRight, pValue } = wanted;
    const record = (isRight: (i: number) => boolean) => {
      const { id } = startEvaluation(store, saved);
      const labels = store.images.list(saved.dataset.id).map(({ label }) => label);
      store.predictions.record(
        id,
        labels.map((label, i) => ({
          imageId: saved.imageIds[i] as never,
          score: (label === FAKE) === isRight(i) ? 0.9 : 0.1,
          loss: 1,
        })), // one each
      );
      return id;
    };
    const first = record((i) => i < onlyFirstRight || i >= onlyFirstRight + onlySecondRight);
    const second = record((i) => i >= onlyFirstRight);
    const answer = await client.comparisons.flips(key(first, second));
    expect(answer.counts).toMatchObject({ onlyFirst: onlyFirstRight, onlySecond: onlySecondRight, bothWrong: 0 });
    expect(Math.abs((answer.pValue ?? 0) / pValue - 1)).toBeLessThan(1e-9);
  });

  it('says how many pictures are in one test only, or called otherwise', async () => {
    const { store, client } = workbench;
    const other = saveDataset(
      store,
      [newImage(0), newImage(1, { label: 1 }), newImage(FACES + 1), newImage(FACES + 2)],
      '/data/other.csv',
    );
    const second = evaluate(runs[1] as RunId, 9, other);
    const { unmatched, counts } = await client.comparisons.flips(key(tests[0] as EvaluationId, second));
    expect(unmatched).toEqual({ onlyFirst: FACES - 2, onlySecond: 2, otherLabel: 1 });
    expect(counts).toEqual(pilesBySql(key(tests[0] as EvaluationId, second)));
  });

  it('pages through a pile by falling difference, with the largest value of each map', async () => {
    const { store, client } = workbench;
    const [first, second] = tests as [EvaluationId, EvaluationId];
    const order = { ...key(first, second), pile: 'onlyFirst' } as const;
    const maps = { firstMaps: { method: 'grad-cam', layer: 'layer4' }, secondMaps: null } as const;
    const { counts } = await client.comparisons.flips(key(first, second));
    const before = await client.comparisons.pile({ ...order, ...maps, offset: 0, limit: 5 });
    const [shown] = before;
    if (shown === undefined) throw new Error('the pile is empty');
    store.heatmaps.record(first, { method: 'grad-cam', layer: 'layer4', rows: 1, columns: 3 }, [
      {
        imageId: shown.imageId,
        explainedClass: predictedLabel(shown.firstScore),
        values: Float32Array.of(-1, 0.5, 0.25),
        overlay: null,
      },
    ]);
    const faces = [
      ...(await client.comparisons.pile({ ...order, ...maps, offset: 0, limit: 5 })),
      ...(await client.comparisons.pile({ ...order, ...maps, offset: 5, limit: 500 })),
    ];
    expect(faces).toHaveLength(counts.onlyFirst);
    const differences = faces.map(({ firstScore, secondScore }) => Math.abs(firstScore - secondScore));
    expect(differences).toEqual(differences.toSorted((a, b) => b - a));
    expect(faces[0]).toMatchObject({ imageId: shown.imageId, firstMap: { max: 0.5 }, secondMap: null });
    expect(faces[1]?.firstMap).toBeNull();
    const ids = await client.comparisons.pileIds({ ...order, offset: 0, limit: 1_000 });
    expect(ids).toEqual(faces.map(({ imageId }) => imageId));
  });
});

describe('runs side by side', () => {
  it('carry what makes them comparable, and their repetitions with other seeds', async () => {
    const [first, second, third] = await workbench.client.comparisons.runs({ runIds: runs });
    const aspect = (run: typeof first, name: string) =>
      [...(run?.aspects ?? []), ...(run?.tests.at(-1)?.aspects ?? [])].find((one) => one.name === name)?.key;
    for (const name of ['test-pictures', 'test-labels', 'crop', 'validation-faces', 'engine', 'threshold'])
      expect(aspect(second, name), name).toBe(aspect(first, name));
    expect(aspect(third, 'input-size')).not.toBe(aspect(first, 'input-size'));
    expect(first?.siblings.map(({ runId, seed }) => [runId, seed])).toEqual([[runs[1], 2]]);
    expect(first?.siblings[0]?.epochs.validLoss).toEqual([0.2]);
    expect(third?.siblings).toEqual([]);
    expect([first, second, third].map((run) => run?.ordinal)).toEqual([1, 2, 3]);
  });

  it('are not there where one of them is not', async () => {
    const unknown = '0000000000zzz' as RunId;
    await expect(workbench.client.comparisons.runs({ runIds: [unknown] })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('have figures, curves and intervals from the stored scores', async () => {
    const { client, store } = workbench;
    const evaluationId = tests[0] as EvaluationId;
    const scores = await client.comparisons.scores({ evaluationId, threshold: null, positiveClass: 'fake' });
    const metrics = store.evaluations.get(evaluationId).metrics as { auc: number; confusion: object };
    expect(scores.auc).toBe(metrics.auc);
    expect(scores.confusion).toEqual(metrics.confusion);
    expect(scores.det?.falsePositive.every(Number.isFinite)).toBe(true);
    expect(scores.calibration.bins.reduce((sum, { n }) => sum + n, 0)).toBe(FACES);
    const intervals = await client.comparisons.intervals({ evaluationId });
    expect(intervals.resamples).toBe(1_000);
    expect(intervals.auc?.low).toBeLessThan(metrics.auc);
    expect(intervals.auc?.high).toBeGreaterThan(metrics.auc);
  });

  it('have no figures of a test that goes on', async () => {
    const { id } = startEvaluation(workbench.store, saved, { runId: runs[0] as RunId });
    const asked = workbench.client.comparisons.scores({ evaluationId: id, threshold: null, positiveClass: 'fake' });
    await expect(asked).rejects.toMatchObject({ code: 'conflict' });
  });
});
