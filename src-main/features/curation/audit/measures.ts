/** Numbers about files set against the label, one by one and all together. Nothing of them is about faces. */
import type { AuditedImage } from '#main/store/images.ts';
import { AMBER_AUC, type AuditReport, type ShortcutMeasure } from '#shared/contract/datasets.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import { logisticProbe } from '#shared/metrics/logistic-probe.ts';
import type { Table } from '#shared/metrics/logistic-regression.ts';
import { directionFree, separation } from '#shared/metrics/separation.ts';

export type MeasuredImage = Pick<
  AuditedImage,
  'sizeBytes' | 'width' | 'height' | 'format' | 'label' | 'group' | 'measures'
>;

type Measure = {
  readonly name: string;
  readonly unit: string | null;
  /** Null where an image has no such number. */
  readonly value: (image: MeasuredImage) => number | null;
};

const MEASURES: readonly Measure[] = [
  { name: 'File size', unit: 'B', value: ({ sizeBytes }) => sizeBytes },
  { name: 'Bytes a pixel', unit: 'B/px', value: ({ sizeBytes, width, height }) => sizeBytes / (width * height) },
  { name: 'Width', unit: 'px', value: ({ width }) => width },
  { name: 'Height', unit: 'px', value: ({ height }) => height },
  { name: 'Width to height', unit: null, value: ({ width, height }) => width / height },
  { name: 'JPEG quality', unit: null, value: ({ measures }) => measures?.jpegQuality ?? null },
  { name: 'Brightness', unit: null, value: ({ measures }) => measures?.brightness ?? null },
  { name: 'Contrast', unit: null, value: ({ measures }) => measures?.contrast ?? null },
  { name: 'Sharpness', unit: null, value: ({ measures }) => measures?.sharpness ?? null },
];

/** One line a measure, the file format last. Yields between them. */
export function* setAgainstLabel(images: readonly MeasuredImage[]): Generator<void, ShortcutMeasure[]> {
  const rows: ShortcutMeasure[] = [];
  for (const { name, unit, value } of MEASURES) {
    const known = images.map((image) => ({ label: image.label, value: value(image) })).filter(isKnown);
    rows.push({ name, unit, ...meansOf(known), ...separationOf(known) });
    yield;
  }
  const fakeShares = fakeShareByFormat(images);
  const byFormat = images.map(({ label, format }) => ({ label, value: fakeShares.get(format) ?? 0 }));
  rows.push({ name: 'File format', unit: null, realMean: null, fakeMean: null, ...separationOf(byFormat) });
  return rows;
}

type Known = { readonly label: MeasuredImage['label']; readonly value: number };
const isKnown = (row: { label: MeasuredImage['label']; value: number | null }): row is Known => row.value !== null;

function meansOf(rows: readonly Known[]) {
  const mean = (label: MeasuredImage['label']) => {
    const values = rows.filter((row) => row.label === label);
    return values.length === 0 ? null : values.reduce((sum, { value }) => sum + value, 0) / values.length;
  };
  return { realMean: mean(REAL), fakeMean: mean(FAKE) };
}

function separationOf(rows: readonly Known[]) {
  const found = separation(
    rows.map(({ value }) => value),
    rows.map(({ label }) => label),
  );
  const auc = found === null ? null : directionFree(found);
  return { auc, isAmber: auc !== null && auc > AMBER_AUC };
}

/** A format has no order of its own: the share of fakes among its files gives it one. */
function fakeShareByFormat(images: readonly MeasuredImage[]): ReadonlyMap<string, number> {
  return new Map(
    [...Map.groupBy(images, ({ format }) => format)].map(([format, same]) => [
      format,
      same.filter(({ label }) => label === FAKE).length / same.length,
    ]),
  );
}

const FOLDS = 5;
const SEED = 1;

/** Null where there are too few images of a class. Yields between passes over the images. */
export function* probeFiles(images: readonly MeasuredImage[]): Generator<void, AuditReport['probe']> {
  const measured = images.filter(({ measures }) => measures !== null);
  const rows = { labels: measured.map(({ label }) => label), groups: measured.map(({ group }) => group) };
  const found = yield* logisticProbe(probeTable(measured), rows, { folds: FOLDS, seed: SEED });
  return found === null ? null : { ...found, isAmber: found.auc > AMBER_AUC };
}

/** [N, columns]. Sizes, densities and sharpness as logarithms: they spread over orders of magnitude. */
function probeTable(images: readonly MeasuredImage[]): Table {
  const formats = [...new Set(images.map(({ format }) => format))].sort();
  const rows = images.map(({ sizeBytes, width, height, format, measures }) => [
    Math.log(sizeBytes / (width * height)),
    Math.log(width),
    Math.log(height),
    width / height,
    measures?.jpegQuality ?? 0,
    measures?.jpegQuality == null ? 1 : 0,
    measures?.brightness ?? 0,
    measures?.contrast ?? 0,
    Math.log1p(measures?.sharpness ?? 0),
    ...formats.map((name) => (name === format ? 1 : 0)),
  ]);
  return { values: Float64Array.from(rows.flat()), columns: rows[0]?.length ?? 0 };
}
