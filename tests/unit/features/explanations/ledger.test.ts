import { describe, expect, it } from 'vitest';
import { addFace, emptyRows, ledgerOf } from '#main/features/explanations/ledger.ts';
import type { ExplainedFace } from '#main/store/map-sets.ts';
import type { Label } from '#shared/domain/labels.ts';
import { createRandom } from '#shared/domain/random.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { FACE_REGIONS } from '#shared/domain/regions.ts';

const K = FACE_REGIONS.length;
const only = (values: Readonly<Record<number, number>>) => Float32Array.from({ length: K }, (_, i) => values[i] ?? 0);
const face = (label: Label, score: number, of: Partial<ExplainedFace> = {}): ExplainedFace => ({
  imageId: 1 as ImageId,
  label,
  score,
  hasMap: true,
  mass: 1,
  shares: only({ 0: 0.5, 11: 0.5 }),
  areas: only({ 0: 0.1, 11: 0.9 }),
  ...of,
});
const ledger = (faces: readonly ExplainedFace[], threshold = 0.5) => {
  const rows = emptyRows();
  for (const one of faces) addFace(rows, one, threshold);
  const work = ledgerOf(rows);
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
};

describe('the region ledger', () => {
  it('tells apart what was tested, has a map, an empty map, a face that nobody knows, and what was not shared out yet', () => {
    const { counts, cells } = ledger([
      face(0, 0.9),
      face(0, 0.9, { mass: 0, shares: null, areas: only({ 11: 1 }) }),
      face(0, 0.9, { shares: null, areas: null }),
      face(0, 0.9, { hasMap: false, mass: null, shares: null, areas: null }),
      face(0, 0.9, { mass: null, shares: null, areas: null }),
      face(1, 0.9),
    ]);
    expect(counts[0]).toEqual({ outcome: 'fake-called-fake', tested: 5, mapped: 4, empty: 1, unlocated: 1 });
    expect(counts[2]).toEqual({ outcome: 'real-called-fake', tested: 1, mapped: 1, empty: 0, unlocated: 0 });
    expect(cells.filter(({ outcome }) => outcome === 'fake-called-fake').map(({ n }) => n)).toEqual(Array(K).fill(1));
    expect(cells.find(({ outcome }) => outcome === 'real-called-real')).toMatchObject({
      n: 0,
      share: null,
      area: null,
    });
  });

  it('divides the mean share by the mean area, and goes by the threshold that is asked for', () => {
    const faces = [face(0, 0.3), face(0, 0.9, { shares: only({ 0: 0.1, 11: 0.9 }), areas: only({ 0: 0.3, 11: 0.7 }) })];
    const cell = ledger(faces, 0.2).cells[0];
    expect(cell).toMatchObject({ region: 'left-eye', outcome: 'fake-called-fake', n: 2 });
    expect(cell?.share?.mean).toBeCloseTo(0.3, 6);
    expect(cell?.area).toBeCloseTo(0.2, 6);
    expect(cell?.perArea?.mean).toBeCloseTo(1.5, 5);
    expect(ledger(faces).cells[0]?.n).toBe(1);
    expect(ledger(faces).cells.find(({ region }) => region === 'nose')?.perArea).toBeNull(); // it is not in the picture
  });

  it('gives an interval of the mean as wide as the spread over faces says, with few faces and with many in groups', () => {
    for (const n of [400, 6_001]) {
      const random = createRandom(n);
      const shares = Array.from({ length: n }, () => random.next());
      const faces = shares.map((share) => face(0, 0.9, { shares: only({ 0: share, 11: 1 - share }) }));
      const share = ledger(faces).cells[0]?.share;
      const mean = shares.reduce((sum, value) => sum + value, 0) / n;
      const deviation = Math.sqrt(shares.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n);
      const halfWidth = (1.96 * deviation) / Math.sqrt(n);
      expect(share?.mean).toBeCloseTo(mean, 6);
      // A percentile of 1,000 resamples wavers by some 5 % of the width.
      expect(((share?.high ?? 0) - (share?.low ?? 0)) / 2 / halfWidth).toBeGreaterThan(0.85);
      expect(((share?.high ?? 0) - (share?.low ?? 0)) / 2 / halfWidth).toBeLessThan(1.15);
    }
  });

  it('says the same twice', () => {
    const faces = Array.from({ length: 50 }, (_, i) => face(0, 0.9, { shares: only({ 0: i / 50, 11: 1 - i / 50 }) }));
    expect(ledger(faces)).toEqual(ledger(faces));
  });
});
