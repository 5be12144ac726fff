import { describe, expect, it } from 'vitest';
import {
  FILE_PROPERTIES,
  GALLERY_SORTS,
  type GalleryFilter,
  type GallerySort,
  type Range,
  VERDICTS,
} from '#shared/contract/predictions.ts';
import { FAKE, type Label, REAL } from '#shared/domain/labels.ts';
import { OUTCOMES, outcomeOf } from '#shared/domain/outcomes.ts';
import { createRandom, type Random } from '#shared/domain/random.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { FACE_REGIONS } from '#shared/domain/regions.ts';
import { newImage, saveDataset, startEvaluation, temporaryStore } from './workspace.ts';

/** All that a filter asks of a face, in plain objects: what SQL is held against. */
type Face = {
  readonly id: ImageId;
  readonly line: number;
  readonly path: string;
  readonly label: Label;
  readonly score: number;
  readonly loss: number;
  readonly split: string;
  readonly format: string;
  readonly source: string | null;
  readonly group: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly verdict: string;
  readonly file: Readonly<Record<(typeof FILE_PROPERTIES)[number], number | null>>;
  readonly shares: readonly number[] | null;
};

const FACES = 240;
const QUOTED = 'a "quoted\\ name';
const LAYER = 'layer4';
const pick = <T>(random: Random, values: readonly T[]): T => values[Math.floor(random.next() * values.length)] as T; // within it

function filled() {
  const store = temporaryStore();
  const random = createRandom(21);
  const rows = Array.from({ length: FACES }, (_, index) => ({
    ...newImage(index, {
      label: random.next() < 0.5 ? FAKE : REAL,
      split: pick(random, ['train', 'valid', 'test', null]),
      format: pick(random, ['jpeg', 'png']),
      source: pick(random, ['web', 'camera', null]),
      group: pick(random, ['ada', 'bob', null]),
      width: pick(random, [64, 128]),
      sizeBytes: 100 + Math.floor(random.next() * 20),
      metadata: { method: pick(random, ['swap', 'morph', '']), [QUOTED]: pick(random, ['x', 'y']) },
    }),
    score: Math.floor(random.next() * 20) / 20, // with ties
    tags: ['odd', 'side', 'glasses'].filter(() => random.next() < 0.2),
    verdict: pick(random, [...VERDICTS, 'none', 'none', 'none']),
    measures: random.next() < 0.8 ? { brightness: random.next(), sharpness: 100 * random.next() } : null,
    shares: random.next() < 0.8 ? FACE_REGIONS.map(() => Math.fround(random.next())) : null,
    newSplit: random.next() < 0.1 ? ('valid' as const) : null,
  }));
  const saved = saveDataset(store, rows);
  const { imageIds } = saved;
  const other = saveDataset(store, [newImage(900)], '/data/other.csv');
  const idOf = (index: number) => imageIds[index] as ImageId;
  const evaluation = startEvaluation(store, saved);
  const another = startEvaluation(store, other);
  const loss = (row: (typeof rows)[number]) =>
    -Math.log(Math.max(1e-3, row.label === FAKE ? row.score : 1 - row.score));
  store.predictions.record(
    evaluation.id,
    rows.map((row, i) => ({ imageId: idOf(i), label: row.label, score: row.score, loss: loss(row) })),
  );
  store.predictions.record(another.id, [{ imageId: other.imageIds[0] as ImageId, label: REAL, score: 0.5, loss: 1 }]);
  store.revisions.save({
    datasetId: saved.dataset.id,
    title: String,
    changes: [
      {
        imageIds: rows.flatMap((row, i) => (row.newSplit === null ? [] : [idOf(i)])),
        change: { kind: 'split', split: 'valid' },
      },
    ],
  });
  store.pictureMeasures.record(
    rows.flatMap(({ sha256, measures }) =>
      measures === null ? [] : [{ sha256, ...measures, contrast: 0.1, jpegQuality: null, hash: new Uint8Array(16) }],
    ),
  );
  for (const [index, { tags, verdict }] of rows.entries()) {
    store.marks.changeTags(store.marks.picturesOf([idOf(index)]), { add: tags, remove: [] });
    if (verdict !== 'none')
      store.marks.putVerdicts([
        { imageId: idOf(index), judged: { verdict: verdict as (typeof VERDICTS)[number], atMs: 1, revision: null } }, // of VERDICTS
      ]);
  }
  store.heatmaps.record(
    evaluation.id,
    { method: 'grad-cam', layer: LAYER, rows: 1, columns: 1 },
    rows.map((row, i) => ({
      imageId: idOf(i),
      explainedClass: row.score < 0.5 ? REAL : FAKE,
      values: new Float32Array([1]),
      overlay: null,
    })),
  );
  const set = store.mapSets.find({ evaluationId: evaluation.id, method: 'grad-cam', layer: LAYER });
  store.mapSets.recordShares(
    set?.id ?? 0,
    rows.map(({ score, shares }, i) => ({
      imageId: idOf(i),
      explainedClass: score < 0.5 ? REAL : FAKE,
      mass: shares === null ? 0 : 1,
      shares: shares === null ? null : Float32Array.from(shares),
      areas: null,
    })),
  );
  const faces = rows.map(
    (row, i): Face => ({
      ...{ id: idOf(i), line: row.line, path: row.path, label: row.label, score: row.score, loss: loss(row) },
      ...{ format: row.format, source: row.source, group: row.group, metadata: row.metadata, tags: row.tags },
      split: row.newSplit ?? row.split ?? 'none',
      verdict: row.verdict,
      file: {
        sizeBytes: row.sizeBytes,
        pixels: row.width * row.height,
        brightness: row.measures?.brightness ?? null,
        sharpness: row.measures?.sharpness ?? null,
        jpegQuality: null,
      },
      shares: row.shares,
    }),
  );
  return { store, evaluationId: evaluation.id, faces, rows, imageIds, datasetId: saved.dataset.id };
}

const isIn = (value: number | null, { from, below }: Range) =>
  value !== null && (from === null || value >= from) && (below === null || value < below);

function fits(face: Face, filter: GalleryFilter, threshold: number): boolean {
  const { outcomes, score, region, file, metadata, verdict, text } = filter;
  const same = (['split', 'format', 'source', 'group'] as const).every(
    (key) => filter[key] === undefined || face[key] === filter[key],
  );
  return (
    same &&
    (outcomes === undefined || outcomes.length === 0 || outcomes.includes(outcomeOf(face, threshold))) &&
    (score === undefined || isIn(face.score, score)) &&
    Object.entries(metadata ?? {}).every(([column, value]) => face.metadata[column] === value) &&
    (filter.tag === undefined || face.tags.includes(filter.tag)) &&
    (verdict === undefined || face.verdict === verdict) &&
    (region === undefined ||
      (region.layer === LAYER && isIn(face.shares?.[FACE_REGIONS.indexOf(region.region)] ?? null, region.share))) &&
    (file === undefined || isIn(file === undefined ? 0 : face.file[file.property], file.range)) &&
    (text === undefined || face.path.toLowerCase().includes(text.toLowerCase()))
  );
}

function randomFilter(random: Random): GalleryFilter {
  const some = <T>(share: number, make: () => T): T | undefined => (random.next() < share ? make() : undefined);
  const range = (scale: number): Range => {
    const [a, b] = [random.next() * scale, random.next() * scale];
    return { from: some(0.7, () => Math.min(a, b)) ?? null, below: some(0.7, () => Math.max(a, b)) ?? null };
  };
  const region = {
    region: pick(random, FACE_REGIONS),
    method: 'grad-cam' as const,
    layer: pick(random, [LAYER, 'no such']),
  };
  const filter: Record<keyof GalleryFilter, unknown> = {
    outcomes: some(0.4, () => OUTCOMES.filter(() => random.next() < 0.5)),
    score: some(0.3, () => range(1)),
    split: some(0.2, () => pick(random, ['train', 'valid', 'test', 'none'])),
    format: some(0.2, () => pick(random, ['jpeg', 'png', 'bmp'])),
    source: some(0.2, () => pick(random, ['web', 'camera'])),
    group: some(0.2, () => pick(random, ['ada', 'bob'])),
    metadata: some(0.3, () => ({
      method: pick(random, ['swap', 'morph', '']),
      ...some(0.3, () => ({ [QUOTED]: 'x' })),
    })),
    tag: some(0.2, () => pick(random, ['odd', 'side', 'nobody has it'])),
    verdict: some(0.2, () => pick(random, [...VERDICTS, 'none'])),
    region: some(0.3, () => ({ ...region, share: range(1) })),
    file: some(0.3, () => {
      const property = pick(random, FILE_PROPERTIES);
      return {
        property,
        range: range({ sizeBytes: 130, pixels: 20_000, brightness: 1, sharpness: 100, jpegQuality: 100 }[property]),
      };
    }),
    text: some(0.2, () => pick(random, ['FACES/1', '7.jpg', '%'])),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as GalleryFilter; // its own keys
}

const VALUES: Readonly<Record<GallerySort, (face: Face, threshold: number, filter: GalleryFilter) => number>> = {
  loss: ({ loss }) => loss,
  confidence: ({ score }) => Math.abs(score - 0.5),
  uncertainty: ({ score }, threshold) => -Math.abs(score - threshold),
  score: ({ score }) => score,
  time: ({ id }) => id,
  line: ({ line }) => line,
  region: ({ shares }, _threshold, { region }) => shares?.[FACE_REGIONS.indexOf(region?.region ?? 'nose')] ?? 0,
};

describe('a gallery', () => {
  it('lets through what a look at each face lets through, and counts it, for 400 random filters', () => {
    const { store, evaluationId, faces } = filled();
    const random = createRandom(22);
    let shown = 0;
    for (let round = 0; round < 400; round++) {
      const which = { evaluationId, filter: randomFilter(random), threshold: pick(random, [0, 0.35, 0.5, 0.71, 1]) };
      const fitting = faces.filter((face) => fits(face, which.filter, which.threshold));
      const said = JSON.stringify(which);
      expect([...store.gallery.ids({ ...which, sort: 'time', isRising: true })], said).toEqual(
        fitting.map(({ id }) => id),
      );
      const open = faces.filter((face) => fits(face, { ...which.filter, outcomes: [] }, which.threshold));
      const counts = Object.fromEntries(
        OUTCOMES.map((outcome) => [
          outcome,
          open.filter((face) => outcomeOf(face, which.threshold) === outcome).length,
        ]),
      );
      expect(store.gallery.counts(which), said).toEqual(counts);
      shown += fitting.length;
    }
    expect(shown).toBeGreaterThan(4_000); // else it would have compared nothing with nothing
  });

  it('orders by what it says, either way, and every face stands in it once', () => {
    const { store, evaluationId, faces } = filled();
    const filter: GalleryFilter = {
      region: { region: 'mouth', method: 'grad-cam', layer: LAYER, share: { from: null, below: null } },
    };
    for (const sort of GALLERY_SORTS)
      for (const isRising of [true, false]) {
        const which = { evaluationId, filter: sort === 'region' ? filter : {}, threshold: 0.3 };
        const ids = store.gallery.ids({ ...which, sort, isRising });
        const ordered = ids.map((id) => faces.find((face) => face.id === id) as Face);
        const values = ordered.map((face) => VALUES[sort](face, which.threshold, which.filter));
        const sorted = values.toSorted((a, b) => (isRising ? a - b : b - a));
        expect(values, `${sort} ${isRising}`).toEqual(sorted);
        expect(new Set(ids).size).toBe(
          sort === 'region' ? faces.filter(({ shares }) => shares !== null).length : FACES,
        );
      }
  });

  it('counts the values of a facet under the other conditions only', () => {
    const { store, evaluationId, faces } = filled();
    const filter: GalleryFilter = { source: 'web', score: { from: 0.2, below: null }, metadata: { method: 'swap' } };
    const counted = (key: (face: Face) => readonly string[], without: keyof GalleryFilter) => {
      const counts = new Map<string, number>();
      for (const face of faces.filter((each) => fits(each, { ...filter, [without]: undefined }, 0.5)))
        for (const value of key(face)) counts.set(value, (counts.get(value) ?? 0) + 1);
      return [...counts]
        .map(([value, count]) => ({ value, count }))
        .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
    };
    const facet = (
      name: 'source' | 'split' | 'tag' | 'verdict' | 'metadata' | 'group',
      column: string | null = null,
      contains = '',
    ) => store.gallery.facet({ evaluationId, filter, threshold: 0.5, facet: name, column, contains }).values;
    const known = (value: string | null) => (value === null ? [] : [value]);
    expect(facet('source')).toEqual(counted(({ source }) => known(source), 'source'));
    expect(facet('group')).toEqual(counted(({ group }) => known(group), 'group'));
    expect(facet('split')).toEqual(counted(({ split }) => [split], 'split'));
    expect(facet('tag')).toEqual(counted(({ tags }) => tags, 'tag'));
    expect(facet('verdict')).toEqual(counted(({ verdict }) => [verdict], 'verdict'));
    expect(facet('metadata', 'method')).toEqual(counted(({ metadata }) => [metadata['method'] ?? ''], 'metadata'));
    expect(facet('metadata', QUOTED)).toEqual(counted(({ metadata }) => [metadata[QUOTED] ?? ''], 'format'));
    expect(facet('tag', null, 'SI').map(({ value }) => value)).toEqual(['side']);
  });

  it('has each score in one bar, a score of 1 in the last', () => {
    const { store, evaluationId, imageIds, datasetId } = filled();
    const { fake, real } = store.gallery.histogram({
      evaluationId,
      filter: { score: { from: 2, below: null } },
      threshold: 0.5,
    });
    expect([...fake, ...real].reduce((sum, n) => sum + n, 0)).toBe(FACES);
    const whole = startEvaluation(store, { dataset: store.datasets.get(datasetId), imageIds });
    store.predictions.record(whole.id, [
      { imageId: imageIds[0] as ImageId, label: FAKE, score: 1, loss: 0 },
      { imageId: imageIds[1] as ImageId, label: REAL, score: 0, loss: 0 },
    ]);
    const bars = store.gallery.histogram({ evaluationId: whole.id, filter: {}, threshold: 0.5 });
    expect(bars.fake.at(-1)).toBe(1);
    expect(bars.real[0]).toBe(1);
  });

  it('brings faces with their marks, their outcome and what revisions made of them, in the order asked for', () => {
    const { store, evaluationId, faces, imageIds, datasetId } = filled();
    const [first, second] = [imageIds[3] as ImageId, imageIds[1] as ImageId];
    store.revisions.save({ datasetId, title: String, changes: [{ imageIds: [first], change: { kind: 'exclude' } }] });
    const [picture] = store.marks.picturesOf([first]);
    store.marks.putNotes([{ pictureId: picture ?? (0 as never), note: { text: 'look again', changedAtMs: 1 } }]);
    const shown = store.gallery.faces([first, second], {
      ...{ evaluationId, threshold: 0.5, map: { method: 'grad-cam' as const, layer: LAYER } },
    });
    expect(shown.map(({ imageId }) => imageId)).toEqual([first, second]);
    expect(shown[0]).toMatchObject({
      outcome: outcomeOf(faces[3] as Face, 0.5),
      tags: faces[3]?.tags,
      ...{ hasNote: true, isExcluded: true, labelNow: null, hasMap: true },
    });
    expect(shown[1]).toMatchObject({ hasNote: false, isExcluded: false });
  });
});
