import SQLite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { datasetFingerprint } from '#main/store/fingerprint.ts';
import { openStore, type Store } from '#main/store/open.ts';
import type { DatasetId } from '#shared/domain/records.ts';
import {
  newImages,
  newRun,
  refusalOf,
  saveDataset,
  sha256Of,
  startEvaluation,
  temporaryFolder,
  temporaryStore,
  tickingClock,
} from './workspace.ts';

const images = newImages(10);
const plan = {
  ...{ name: 'faces', csvPath: '/data/faces.csv', csvSha256: sha256Of('/data/faces.csv'), badCount: 1 },
  ...{ realCount: 5, fakeCount: 5, fingerprint: datasetFingerprint(images) },
};

function begin(store: Store): DatasetId {
  const begun = store.datasets.begin(plan);
  return begun.kind === 'begun' ? begun.id : expect.fail('it is known already');
}

function discardAll(store: Store, id: DatasetId): void {
  while (!store.datasets.discardSome(id));
}

/** Read by a connection of its own. */
function rowsLeft(store: Store): Record<string, number> {
  const client = new SQLite(store.file, { readonly: true });
  const count = (table: string) => client.prepare<[], number>(`select count(*) from ${table}`).pluck().get() ?? 0;
  const tables = ['datasets', 'images', 'bad_rows', 'image_states', 'revisions', 'revision_changes'];
  const counts = Object.fromEntries(tables.map((table) => [table, count(table)]));
  expect(client.pragma('foreign_key_check')).toEqual([]);
  client.close();
  return counts;
}

const NOTHING = { datasets: 0, images: 0, bad_rows: 0, image_states: 0, revisions: 0, revision_changes: 0 };

describe('a data set that is filled in parts', () => {
  it('is seen by nobody until its last part, and whole from then on', () => {
    const store = temporaryStore();
    const id = begin(store);
    store.datasets.append(id, images.slice(0, 6));
    store.badRows.record(id, [{ line: 7, path: 'x.jpg', reason: 'the image is empty' }]);
    expect(store.datasets.list()).toEqual([]);
    expect(refusalOf(() => store.datasets.get(id)).code).toBe('not_found');
    expect(store.datasets.readingOfCsv(plan.csvPath)).toBeNull();
    expect(store.datasets.leftovers()).toEqual([]);
    store.datasets.append(id, images.slice(6));
    const dataset = store.datasets.complete(id, plan);
    expect(dataset).toMatchObject({ id, imageCount: 10, badCount: 1, fingerprint: plan.fingerprint });
    expect(store.datasets.list()).toEqual([{ ...dataset, revision: 0, runCount: 0 }]);
    expect(store.images.list(id)).toHaveLength(10);
    expect(store.badRows.list(id)).toEqual([{ line: 7, path: 'x.jpg', reason: 'the image is empty' }]);
  });

  it('is the one that is there already, read as it was read last', () => {
    const store = temporaryStore();
    const { dataset } = saveDataset(store);
    const again = store.datasets.begin({ ...plan, imagesFolder: '/moved' });
    expect(again).toEqual({ kind: 'known', dataset });
    expect(store.datasets.reading(dataset.id)).toEqual({ mapping: null, imagesFolder: '/moved' });
  });

  it('gives way to the same one that somebody else filled meanwhile', () => {
    const store = temporaryStore();
    const [first, second] = [begin(store), begin(store)];
    for (const id of [first, second]) store.datasets.append(id, images);
    expect(store.datasets.complete(second, plan).id).toBe(second);
    expect(store.datasets.complete(first, plan).id).toBe(second);
    expect(store.datasets.leftovers()).toEqual([first]);
  });

  it('cannot be called complete before it is', () => {
    const store = temporaryStore();
    const id = begin(store);
    store.datasets.append(id, images.slice(1));
    expect(refusalOf(() => store.datasets.complete(id, plan)).code).toBe('internal');
    expect(store.datasets.list()).toEqual([]);
  });

  it('that a program left half filled is nowhere to be seen in the next one, and can be cleared away', () => {
    const folder = temporaryFolder();
    const first = openStore(folder, { clock: tickingClock() });
    const id = begin(first);
    first.datasets.append(id, images.slice(0, 6));
    first.badRows.record(id, [{ line: 7, path: null, reason: 'the path is empty' }]);
    first.close(); // as if it had died here: nothing else is ever written

    const store = openStore(folder, { clock: tickingClock() });
    expect(store.datasets.list()).toEqual([]);
    expect(store.datasets.leftovers()).toEqual([id]);
    const again = saveDataset(store);
    discardAll(store, id);
    expect(store.datasets.leftovers()).toEqual([]);
    expect(store.datasets.list().map((dataset) => dataset.id)).toEqual([again.dataset.id]);
    expect(rowsLeft(store)).toEqual({ ...NOTHING, datasets: 1, images: 10 });
    store.close();
  });
});

describe('removing a data set', () => {
  it('hides it at once, and brings it back unchanged', () => {
    const store = temporaryStore();
    const { dataset } = saveDataset(store);
    const removed = store.datasets.remove(dataset.id);
    expect(store.datasets.list()).toEqual([]);
    expect(refusalOf(() => store.datasets.remove(dataset.id)).code).toBe('not_found');
    store.datasets.restore(removed);
    expect(store.datasets.get(dataset.id)).toEqual(dataset);
  });

  it('can be taken back while the program runs, and is for good in the next one', () => {
    const folder = temporaryFolder();
    const first = openStore(folder, { clock: tickingClock() });
    const { dataset, imageIds } = saveDataset(first, newImages(4_500));
    first.revisions.save({
      datasetId: dataset.id,
      title: (count) => `Exclude ${count}`,
      changes: [{ imageIds: imageIds.slice(0, 3), change: { kind: 'exclude' } }],
    });
    first.datasets.remove(dataset.id);
    expect(first.datasets.leftovers()).toEqual([]);
    first.close();

    const store = openStore(folder, { clock: tickingClock() });
    expect(store.datasets.leftovers()).toEqual([dataset.id]);
    expect(store.datasets.discardSome(dataset.id)).toBe(false);
    discardAll(store, dataset.id);
    expect(rowsLeft(store)).toEqual(NOTHING);
    store.close();
  });

  it('cannot be taken back where the same was added meanwhile', () => {
    const store = temporaryStore();
    const removed = store.datasets.remove(saveDataset(store).dataset.id);
    saveDataset(store);
    expect(refusalOf(() => store.datasets.restore(removed)).message).toBe('"faces" was added again meanwhile.');
  });

  it('is refused while runs train or validate with it, or a test used it', () => {
    const store = temporaryStore();
    const saved = saveDataset(store);
    const other = saveDataset(store, newImages(4), '/data/other.csv');
    const third = saveDataset(store, newImages(6), '/data/third.csv');
    const run = store.runs.create(newRun(saved, { faces: { train: saved.imageIds, valid: other.imageIds } }));
    startEvaluation(store, third);
    const refusal = (id: DatasetId) => refusalOf(() => store.datasets.remove(id));
    for (const { dataset } of [saved, other]) {
      expect(refusal(dataset.id)).toMatchObject({ code: 'conflict' });
      expect(refusal(dataset.id).message).toBe(
        `"faces" cannot be removed: the run "${run.name}" of this workspace used it.`,
      );
    }
    expect(refusal(third.dataset.id).message).toContain('one test of this workspace used it');
    expect(store.datasets.list().map(({ runCount }) => runCount)).toEqual([0, 1, 1]);
  });

  it('is refused while a run of another one has a face of it pinned', () => {
    const store = temporaryStore();
    const run = store.runs.create(newRun(saveDataset(store)));
    const { dataset, imageIds } = saveDataset(store, newImages(4), '/data/other.csv');
    store.probes.pin(run.id, imageIds.slice(0, 1));
    expect(refusalOf(() => store.datasets.remove(dataset.id)).message).toBe(
      `"faces" cannot be removed: the run "${run.name}" has pinned faces of it.`,
    );
  });
});

describe('a data set', () => {
  it('is another one where a mapping takes its groups from another column', () => {
    const mapping = {
      path: 'p',
      label: 'l',
      realValues: ['1'],
      fakeValues: ['0'],
      group: 'a',
      split: null,
      source: null,
    };
    const fingerprint = (group: string | null) => datasetFingerprint(images, { ...mapping, group });
    expect(new Set([fingerprint('a'), fingerprint('b'), fingerprint(null), datasetFingerprint(images)]).size).toBe(4);
  });

  it('gets another name', () => {
    const store = temporaryStore();
    const { dataset } = saveDataset(store);
    store.datasets.rename(dataset.id, 'better');
    expect(store.datasets.get(dataset.id).name).toBe('better');
    expect(refusalOf(() => store.datasets.rename(99 as DatasetId, 'x')).code).toBe('not_found');
  });
});
