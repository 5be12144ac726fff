import { describe, expect, it } from 'vitest';
import type { Store } from '#main/store/open.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { newImage, newImages, newRun, refusalOf, saveDataset, temporaryStore } from './workspace.ts';

const title = (count: number) => `Change ${count}`;

function filled(count = 10) {
  const store = temporaryStore();
  const saved = saveDataset(store, newImages(count));
  const id = (index: number) => saved.imageIds[index] as ImageId;
  const datasetId = saved.dataset.id;
  const revise = (
    change: Parameters<Store['revisions']['save']>[0]['changes'][number]['change'],
    ...indices: number[]
  ) => store.revisions.save({ datasetId, title, changes: [{ imageIds: indices.map(id), change }] });
  const faces = () => store.images.faces(saved.imageIds);
  return { store, saved, datasetId, id, revise, faces };
}

describe('a revision', () => {
  it('changes what is asked for and nothing else, over an untouched CSV', () => {
    const { store, datasetId, revise, faces, saved } = filled();
    expect(revise({ kind: 'relabel', label: FAKE }, 0, 2)).toMatchObject({
      number: 1,
      title: 'Change 2',
      changedCount: 2,
    });
    expect(revise({ kind: 'exclude' }, 1)).toMatchObject({ number: 2, changedCount: 1 });
    expect(
      faces()
        .map(({ label, isExcluded }) => [label, isExcluded])
        .slice(0, 4),
    ).toEqual([
      [FAKE, false],
      [FAKE, true],
      [FAKE, false],
      [FAKE, false],
    ]);
    expect(faces()[0]).toMatchObject({ label: FAKE, csvLabel: REAL });
    expect(store.images.list(datasetId)[0]?.label).toBe(REAL);
    expect(store.images.included(datasetId).map(({ id }) => id)).toEqual(saved.imageIds.filter((_, i) => i !== 1));
    expect(store.images.included(datasetId)[0]).toMatchObject({ label: FAKE, csvLabel: REAL });
    expect(store.revisions.inForce(datasetId)).toEqual({ number: 2, relabelledCount: 2, excludedCount: 1 });
  });

  it('counts those only that really change, and is none where nothing would', () => {
    const { store, datasetId, revise } = filled();
    expect(revise({ kind: 'relabel', label: REAL }, 0, 1)).toMatchObject({ changedCount: 1 });
    expect(revise({ kind: 'relabel', label: REAL }, 0, 1)).toBeNull();
    expect(revise({ kind: 'include' }, 0)).toBeNull();
    expect(store.revisions.list(datasetId)).toHaveLength(1);
  });

  it('leaves images of other data sets alone', () => {
    const { store, datasetId, id } = filled();
    const other = saveDataset(store, [newImage(50)], '/data/other.csv').imageIds[0] as ImageId;
    const saved = store.revisions.save({
      datasetId,
      title,
      changes: [{ imageIds: [other, id(0)], change: { kind: 'exclude' } }],
    });
    expect(saved?.changedCount).toBe(1);
    expect(store.images.faces([other])[0]?.isExcluded).toBe(false);
  });

  it('is taken back and put in force again, whatever came before and after it', () => {
    const { store, datasetId, revise, faces } = filled();
    const first = revise({ kind: 'relabel', label: FAKE }, 0, 2);
    const second = revise({ kind: 'relabel', label: REAL }, 0);
    const third = revise({ kind: 'exclude' }, 0, 4);
    const state = () => faces().map(({ label, isExcluded }) => `${label}${isExcluded ? ' out' : ''}`);
    const whole = state();
    expect([whole[0], whole[2], whole[4]]).toEqual(['1 out', '0', '1 out']);
    store.revisions.setUndone(third!.id, true);
    store.revisions.setUndone(second!.id, true);
    expect(state()[0]).toBe('0');
    store.revisions.setUndone(first!.id, true);
    expect(state()).toEqual(faces().map(({ csvLabel }) => `${csvLabel}`));
    expect(store.revisions.inForce(datasetId)).toEqual({ number: 0, relabelledCount: 0, excludedCount: 0 });
    for (const revision of [first, second, third]) store.revisions.setUndone(revision!.id, false);
    expect(state()).toEqual(whole);
    expect(store.revisions.inForce(datasetId).number).toBe(3);
  });

  it('that calls a face as the CSV does leaves nothing behind', () => {
    const { store, datasetId, revise } = filled();
    revise({ kind: 'relabel', label: FAKE }, 0);
    revise({ kind: 'relabel', label: REAL }, 0);
    expect(store.revisions.inForce(datasetId)).toEqual({ number: 2, relabelledCount: 0, excludedCount: 0 });
  });

  it('gets a number of its own after one that was undone', () => {
    const { store, datasetId, revise } = filled();
    store.revisions.setUndone(revise({ kind: 'exclude' }, 0)!.id, true);
    expect(revise({ kind: 'exclude' }, 1)?.number).toBe(2);
    expect(store.revisions.list(datasetId).map(({ number, isUndone }) => [number, isUndone])).toEqual([
      [2, false],
      [1, true],
    ]);
  });

  it('divides in one go, by label and split after it', () => {
    const { store, datasetId, id, faces, saved } = filled(6);
    const changes = (['train', 'test'] as const).map((split, side) => ({
      imageIds: saved.imageIds.filter((_, i) => (i < 4 ? 0 : 1) === side),
      change: { kind: 'split', split } as const,
    }));
    expect(store.revisions.save({ datasetId, title, changes })?.changedCount).toBe(6);
    expect(faces().map(({ split }) => split)).toEqual(['train', 'train', 'train', 'train', 'test', 'test']);
    expect(store.images.splitRows(datasetId).every(({ split }) => split === null)).toBe(true);
    expect(store.revisions.ofImage(id(5))).toMatchObject([{ number: 1, split: 'test', label: null, isExcluded: null }]);
  });

  it('of a data set that is gone cannot be taken back', () => {
    const { store } = filled();
    expect(refusalOf(() => store.revisions.setUndone(99, true)).code).toBe('not_found');
  });
});

describe('the faces of a run', () => {
  it('keep the labels that they had when it began', () => {
    const { store, saved, id } = filled();
    const relabelled = new Map([[id(0), FAKE] as const, [id(9), REAL] as const]);
    const faces = { train: saved.imageIds.slice(0, 8), valid: saved.imageIds.slice(8), relabelled };
    const run = store.runs.create(newRun(saved, { faces, datasetRevision: 3 }));
    expect(store.runs.faces(run.id)).toEqual(faces);
    expect(store.runs.detail(run.id).datasetRevision).toBe(3);
  });

  it('are another split where their labels are others', () => {
    const { store, saved, id } = filled();
    const faces = { train: saved.imageIds.slice(0, 8), valid: saved.imageIds.slice(8) };
    const plain = store.runs.create(newRun(saved, { faces }));
    const changed = store.runs.create(newRun(saved, { faces: { ...faces, relabelled: new Map([[id(0), FAKE]]) } }));
    expect(store.runs.faces(plain.id)).toEqual(faces);
    expect(store.runs.faces(changed.id).relabelled).toEqual(new Map([[id(0), FAKE]]));
  });
});
