import { describe, expect, it } from 'vitest';
import type { NewImage } from '#main/store/datasets.ts';
import { datasetFingerprint } from '#main/store/fingerprint.ts';
import { FAKE } from '#shared/domain/labels.ts';
import { newImage, newImages, refusalOf, saveDataset, sha256Of, temporaryStore } from './workspace.ts';

describe('a data set', () => {
  it('comes back with its counts and its images, each with the place where it lies', () => {
    const store = temporaryStore();
    const metadata = { 'a "name"': "it's", __proto__x: '1' };
    const image = newImage(2, { group: 'Ada', split: 'test', source: 'camera', metadata });
    const { dataset } = saveDataset(store, [newImage(0), newImage(1), image]);
    expect(dataset).toMatchObject({
      imageCount: 3,
      realCount: 2,
      fakeCount: 1,
      badCount: 0,
      csvPath: '/data/faces.csv',
    });
    const stored = store.images.list(dataset.id);
    expect(stored.map(({ line }) => line)).toEqual([2, 3, 4]);
    expect(stored[2]).toMatchObject({ ...image, file: '/data/faces/2.jpg' });
    expect(store.images.get(stored[2]!.id)).toEqual(stored[2]);
  });

  it('is the same one when the same CSV is saved again, and another one when a row changed', () => {
    const store = temporaryStore();
    const first = saveDataset(store);
    expect(saveDataset(store)).toEqual(first);
    const relabelled = [newImage(0, { label: FAKE }), ...newImages(10).slice(1)];
    expect(saveDataset(store, relabelled).dataset.id).not.toBe(first.dataset.id);
    expect(store.datasets.list()).toHaveLength(2);
  });

  it('knows a picture again in another data set, and twice in its own', () => {
    const store = temporaryStore();
    const twice = [newImage(0), newImage(1), newImage(2, { sha256: newImage(0).sha256 })];
    const { dataset } = saveDataset(store, twice);
    const other = saveDataset(store, [newImage(1), newImage(5)], '/data/other.csv');
    const pictures = store.images.list(dataset.id).map((image) => image.pictureId);
    expect(pictures[2]).toBe(pictures[0]);
    expect(store.images.list(other.dataset.id).map((image) => image.pictureId)).toEqual([pictures[1], 5]);
  });

  it('is saved whole or not at all', () => {
    const store = temporaryStore();
    expect(refusalOf(() => saveDataset(store, [newImage(0), newImage(0)])).message).toContain('UNIQUE');
    expect(store.datasets.list()).toEqual([]);
    expect(refusalOf(() => store.datasets.get(1 as never)).code).toBe('not_found');
  });
});

describe('the fingerprint of a data set', () => {
  const rows = newImages(4);
  const fingerprint = datasetFingerprint(rows);

  it('is the SHA-256 of the rows as JSON lines', () => {
    const text = rows
      .map(({ path, sha256, label, split }) => `${JSON.stringify([path, sha256, label, split])}\n`)
      .join('');
    expect(fingerprint).toBe(sha256Of(text));
  });

  it.each<[string, Partial<NewImage>]>([
    ['a path', { path: 'faces/x.jpg' }],
    ['a content', { sha256: sha256Of('other') }],
    ['a label', { label: FAKE }],
    ['a split', { split: 'valid' }],
  ])('changes with %s', (_, change) => {
    expect(datasetFingerprint([newImage(0, change), ...rows.slice(1)])).not.toBe(fingerprint);
  });

  it('changes with the order and not with metadata', () => {
    expect(datasetFingerprint(rows.toReversed())).not.toBe(fingerprint);
    expect(datasetFingerprint(rows.map((row) => ({ ...row, metadata: { age: '9' } })))).toBe(fingerprint);
  });
});

describe('what is known of a file', () => {
  const version = { sizeBytes: 10, mtimeMs: 1_795_488_861_166.25 };
  const good = {
    kind: 'ok',
    file: '/a/b.jpg',
    ...version,
    sha256: sha256Of('b'),
    width: 3,
    height: 4,
    format: 'jpeg',
  } as const;
  const bad = { kind: 'bad', file: "/a/it's.jpg", ...version, reason: 'is empty' } as const;

  it('holds for this size and time alone', () => {
    const { fileChecks } = temporaryStore();
    fileChecks.record([good, bad]);
    expect(fileChecks.find(good.file, version)).toEqual(good);
    expect(fileChecks.find(bad.file, version)).toEqual(bad);
    expect(fileChecks.find(good.file, { ...version, mtimeMs: version.mtimeMs + 0.5 })).toBeNull();
    expect(fileChecks.find(good.file, { ...version, sizeBytes: 11 })).toBeNull();
    expect(fileChecks.find('/a/c.jpg', version)).toBeNull();
  });

  it('is replaced by a later check', () => {
    const { fileChecks } = temporaryStore();
    fileChecks.record([{ ...bad, file: good.file }]);
    fileChecks.record([good]);
    expect(fileChecks.find(good.file, version)).toEqual(good);
  });
});
