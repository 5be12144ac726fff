import { describe, expect, it } from 'vitest';
import type { FaceFilter, FaceSort } from '#shared/contract/datasets.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { newImage, saveDataset, sha256Of, temporaryStore } from './workspace.ts';

function filled() {
  const store = temporaryStore();
  const images = [
    newImage(0, { path: 'b/Zoë.jpg', split: 'train', group: 'Ada', source: 'camera', sizeBytes: 3 }),
    newImage(1, { path: 'a/2.jpg', split: 'train', format: 'png', sizeBytes: 1, width: 10, height: 10 }),
    newImage(2, { path: 'a/10%_x.jpg', split: 'test', source: 'camera', sizeBytes: 2 }),
    newImage(3, { path: 'c/3.jpg', width: 2_000, height: 2, sizeBytes: 2 }),
  ];
  const { dataset, imageIds } = saveDataset(store, images);
  saveDataset(store, [newImage(9)], '/data/other.csv');
  const order = (filter: FaceFilter = {}, sort: FaceSort = 'line', isDescending = false) =>
    store.images.order({ datasetId: dataset.id, filter, sort, isDescending }).map((id) => imageIds.indexOf(id));
  return { store, datasetId: dataset.id, imageIds, order };
}

describe('the order of faces', () => {
  it('is that of the lines, one data set alone, in either direction', () => {
    const { order } = filled();
    expect(order()).toEqual([0, 1, 2, 3]);
    expect(order({}, 'line', true)).toEqual([3, 2, 1, 0]);
  });

  it.each<[FaceSort, number[], number[]]>([
    ['path', [2, 1, 0, 3], [3, 0, 1, 2]],
    ['sizeBytes', [1, 2, 3, 0], [0, 2, 3, 1]],
    ['pixels', [1, 3, 0, 2], [0, 2, 3, 1]],
  ])('by %s has equal ones by line', (sort, up, down) => {
    const { order } = filled();
    expect(order({}, sort)).toEqual(up);
    expect(order({}, sort, true)).toEqual(down);
  });

  it('by a measure has what was not measured at the end, in either direction', () => {
    const { store, order } = filled();
    const measured = (index: number, brightness: number, jpegQuality: number | null) => ({
      sha256: sha256Of(`face ${index}`),
      ...{ brightness, jpegQuality, contrast: 0.1, sharpness: 10 * brightness, hash: new Uint8Array(16) },
    });
    store.pictureMeasures.record([measured(3, 0.2, 80), measured(0, 0.7, null)]);
    expect(order({}, 'brightness')).toEqual([3, 0, 1, 2]);
    expect(order({}, 'brightness', true)).toEqual([0, 3, 1, 2]);
    expect(order({}, 'sharpness')).toEqual([3, 0, 1, 2]);
    expect(order({}, 'jpegQuality')).toEqual([3, 0, 1, 2]);
    expect(store.pictureMeasures.find(sha256Of('face 3'))).toMatchObject({ brightness: 0.2 });
    expect(store.pictureMeasures.find(sha256Of('face 1'))).toBeNull();
  });

  it('lets a filter through by what is in force, not by the CSV', () => {
    const { store, datasetId, imageIds, order } = filled();
    const revise = (index: number, change: Parameters<typeof store.revisions.save>[0]['changes'][number]['change']) =>
      store.revisions.save({ datasetId, title: String, changes: [{ imageIds: [imageIds[index] as ImageId], change }] });
    revise(0, { kind: 'relabel', label: FAKE });
    revise(1, { kind: 'exclude' });
    revise(3, { kind: 'split', split: 'valid' });
    expect(order({ label: FAKE })).toEqual([0, 1, 3]);
    expect(order({ label: REAL })).toEqual([2]);
    expect(order({ split: 'train' })).toEqual([0, 1]);
    expect(order({ split: 'valid' })).toEqual([3]);
    expect(order({ split: 'none' })).toEqual([]);
    expect(order({ state: 'excluded' })).toEqual([1]);
    expect(order({ state: 'included' })).toEqual([0, 2, 3]);
    expect(order({ state: 'relabelled' })).toEqual([0]);
    expect(order({ state: 'included', split: 'train' })).toEqual([0]);
  });

  it('filters by format, source, group and part of the path, in which no sign has a meaning of its own', () => {
    const { order } = filled();
    expect(order({ format: 'png' })).toEqual([1]);
    expect(order({ source: 'camera' })).toEqual([0, 2]);
    expect(order({ group: 'Ada' })).toEqual([0]);
    expect(order({ text: 'A/' })).toEqual([1, 2]);
    expect(order({ text: '%' })).toEqual([2]);
    expect(order({ text: '_' })).toEqual([2]);
    expect(order({ text: "'; drop table images; --" })).toEqual([]);
    expect(order({ text: '' })).toEqual([0, 1, 2, 3]);
    expect(order({ text: 'a/', source: 'camera', label: null })).toEqual([2]);
  });
});

describe('a page of faces', () => {
  it('stands in the order of its ids, without those that are gone', () => {
    const { store, imageIds } = filled();
    const wanted = [imageIds[2], 999, imageIds[0]] as ImageId[];
    expect(store.images.faces(wanted).map(({ path }) => path)).toEqual(['a/10%_x.jpg', 'b/Zoë.jpg']);
  });
});

describe('where an image lies', () => {
  it('is the folder that its data set names, or that of its CSV', () => {
    const store = temporaryStore();
    const common = { name: 'faces', csvSha256: sha256Of('csv'), badCount: 0, images: [newImage(0)] };
    const near = store.datasets.save({ ...common, csvPath: '/data/faces.csv' });
    const far = store.datasets.save({ ...common, csvPath: '/data/far.csv', imagesFolder: '/pictures' });
    expect(store.images.list(near.id)[0]?.file).toBe('/data/faces/0.jpg');
    expect(store.images.list(far.id)[0]?.file).toBe('/pictures/faces/0.jpg');
    expect(store.images.unmeasured(far.id)).toEqual([{ sha256: newImage(0).sha256, file: '/pictures/faces/0.jpg' }]);
  });
});
