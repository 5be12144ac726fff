import { describe, expect, it } from 'vitest';
import { type MeasuredImage, probeFiles, setAgainstLabel } from '#main/features/curation/audit/measures.ts';
import { createRandom } from '#shared/domain/random.ts';
import { result } from '#tests/unit/metrics/probe-expected.ts';

const random = createRandom(5);
const measures = (of: Partial<NonNullable<MeasuredImage['measures']>> = {}) => ({
  jpegQuality: 90,
  brightness: 0.4 + 0.2 * random.next(),
  contrast: 0.2,
  sharpness: 100,
  hash: Buffer.alloc(16),
  ...of,
});

const image = (label: 0 | 1, of: Partial<MeasuredImage> = {}): MeasuredImage => ({
  sizeBytes: 20_000 + random.integer(1_000),
  width: 224,
  height: 224,
  format: 'jpeg',
  label,
  group: null,
  measures: measures(),
  ...of,
});

const images = (count: number, of: (label: 0 | 1) => Partial<MeasuredImage> = () => ({})) =>
  Array.from({ length: count }, (_, i) => image(i % 2 === 0 ? 1 : 0, of(i % 2 === 0 ? 1 : 0)));

const named = (rows: readonly MeasuredImage[], name: string) =>
  result(setAgainstLabel(rows)).find((row) => row.name === name);

describe('numbers about files against the label', () => {
  it('are amber where one of them tells the classes apart, in either direction', () => {
    const rows = images(200, (label) => ({
      measures: measures({ sharpness: label === 1 ? 300 : 50 }),
      width: label === 1 ? 224 : 512,
    }));
    expect(named(rows, 'Sharpness')).toEqual({
      name: 'Sharpness',
      unit: null,
      realMean: 300,
      fakeMean: 50,
      auc: 1,
      isAmber: true,
    });
    expect(named(rows, 'Width')).toMatchObject({ auc: 1, isAmber: true });
    expect(named(rows, 'Contrast')).toMatchObject({ auc: 0.5, isAmber: false });
  });

  it('leave images out that have no such number', () => {
    const rows = [...images(20), image(1, { measures: null }), image(0, { measures: measures({ jpegQuality: null }) })];
    expect(named(rows, 'JPEG quality')).toMatchObject({ realMean: 90, fakeMean: 90, auc: 0.5 });
    expect(
      named(
        images(6, () => ({ measures: measures({ jpegQuality: null }) })),
        'JPEG quality',
      ),
    ).toMatchObject({
      realMean: null,
      fakeMean: null,
      auc: null,
      isAmber: false,
    });
  });

  it('see a format that stands for a class', () => {
    const rows = images(40, (label) => ({ format: label === 1 ? 'png' : 'webp' }));
    expect(named(rows, 'File format')).toMatchObject({ realMean: null, fakeMean: null, auc: 1, isAmber: true });
    expect(named(images(40), 'File format')).toMatchObject({ auc: 0.5, isAmber: false });
  });
});

describe('the probe', () => {
  it('finds a shortcut that lies in two numbers together', () => {
    // Neither sharpness nor size says much by itself; their relation does.
    const rows = images(400, (label) => {
      const level = 1 + 4 * random.next();
      return { sizeBytes: 20_000 * level * (label === 1 ? 1.2 : 1), measures: measures({ sharpness: 100 * level }) };
    });
    expect(named(rows, 'Sharpness')?.auc).toBeLessThan(0.6);
    expect(result(probeFiles(rows))).toMatchObject({ folds: 5, isAmber: true });
  });

  it('finds none where there is none', () => {
    const found = result(probeFiles(images(400)));
    expect(found?.auc).toBeLessThan(0.6);
    expect(found?.isAmber).toBe(false);
  });

  it('says nothing of a handful of faces, of one class, or of none', () => {
    expect(result(probeFiles(images(20)))).toBeNull();
    expect(result(probeFiles(images(400).map((row) => ({ ...row, label: 1 as const }))))).toBeNull();
    expect(result(probeFiles([]))).toBeNull();
  });
});
