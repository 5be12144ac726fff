import SQLite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Store } from '#main/store/open.ts';
import type { RunId } from '#shared/domain/records.ts';
import { newImages, newRun, type SavedDataset, saveDataset, startEvaluation, temporaryStore } from './workspace.ts';

/** Asks the database itself, beside the repository. */
function numberOf(store: Store, sql: string): number {
  const client = new SQLite(store.file, { readonly: true });
  onTestFinished(() => void client.close());
  return Number(client.prepare(sql).pluck().get());
}

function runThat(
  store: Store,
  saved: SavedDataset,
  how: readonly ('running' | 'finished' | 'stopped' | 'interrupted')[],
): RunId {
  const { id } = store.runs.create(newRun(saved));
  for (const to of how) store.runs.changeStatus(id, to === 'running' ? { to, device: 'CPU' } : { to });
  return id;
}

function test(store: Store, saved: SavedDataset, { runId, faces = 0 }: { runId: RunId | null; faces?: number }) {
  const { id } = startEvaluation(store, saved, { runId });
  store.predictions.record(
    id,
    saved.imageIds.slice(0, faces).map((imageId) => ({ imageId, score: 0.5, loss: 0.7 })),
  );
  return id;
}

describe('what a workspace holds', () => {
  it('is nothing at first', () => {
    const { overview } = temporaryStore();
    expect(overview.counts()).toEqual({
      datasetCount: 0,
      imageCount: 0,
      runCount: 0,
      runsByStatus: {},
      evaluationCount: 0,
      predictionCount: 0,
    });
    expect([overview.recentRuns(), overview.recentDatasets()]).toEqual([[], []]);
    expect([overview.untestedRun(), overview.interruptedRun(), overview.resumableRun()]).toEqual([null, null, null]);
  });

  it('is counted as SQL written by hand counts it, without the trash', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    saveDataset(store, newImages(4), '/data/others.csv');
    const finished = runThat(store, saved, ['running', 'finished']);
    runThat(store, saved, ['running', 'interrupted']);
    runThat(store, saved, ['running', 'interrupted']);
    const trashed = runThat(store, saved, ['running', 'stopped']);
    store.runs.move([trashed], 'trashed');
    test(store, saved, { runId: finished, faces: 7 });
    test(store, saved, { runId: null, faces: 3 });
    const counts = store.overview.counts();
    expect(counts).toMatchObject({
      datasetCount: numberOf(store, 'select count(*) from datasets'),
      imageCount: numberOf(store, 'select count(*) from images'),
      runCount: numberOf(store, 'select count(*) from runs where trashed_at_ms is null'),
      evaluationCount: numberOf(store, 'select count(*) from evaluations'),
      predictionCount: numberOf(store, 'select count(*) from predictions'),
    });
    expect(counts.runsByStatus).toEqual({ finished: 1, interrupted: 2 });
  });

  it('names the newest runs first, says which are tested, and brings up none that was put away', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    const tested = runThat(store, saved, ['running', 'finished']);
    const half = runThat(store, saved, ['running', 'finished']);
    const archived = runThat(store, saved, ['running', 'finished']);
    store.runs.move([archived], 'archived');
    store.evaluations.end(test(store, saved, { runId: tested }), { status: 'finished', metrics: {}, durationMs: 1 });
    store.evaluations.end(test(store, saved, { runId: half }), { status: 'stopped', durationMs: 1 });
    expect(store.overview.recentRuns().map(({ id, hasTest }) => [id, hasTest])).toEqual([
      [half, false],
      [tested, true],
    ]);
    expect(store.overview.untestedRun()?.id).toBe(half);
  });

  it('names the newest run that was interrupted, and the newest that can be gone on with', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    runThat(store, saved, ['running', 'interrupted']);
    const interrupted = runThat(store, saved, ['running', 'interrupted']);
    const stopped = runThat(store, saved, ['running', 'stopped']);
    runThat(store, saved, ['running', 'finished']);
    expect(store.overview.interruptedRun()?.id).toBe(interrupted);
    expect(store.overview.resumableRun()?.id).toBe(stopped);
  });

  it('names at most eight of a kind', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    const ids = Array.from({ length: 10 }, () => runThat(store, saved, []));
    expect(store.overview.recentRuns().map(({ id }) => id)).toEqual(ids.slice(2).reverse());
  });
});
