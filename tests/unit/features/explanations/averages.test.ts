import { describe, expect, it } from 'vitest';
import { AVERAGE_SIZE, averageMaps, fitAffine, meanFace } from '#main/features/explanations/averages.ts';
import { createRandom } from '#shared/domain/random.ts';
import type { Point } from '#shared/domain/regions.ts';

const random = createRandom(2);
const face: readonly Point[] = Array.from({ length: 68 }, () => ({
  x: random.between(0.3, 0.7),
  y: random.between(0.3, 0.7),
}));
const finished = <T>(work: Generator<void, T>): T => {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
};
const at = (values: readonly number[], x: number, y: number) =>
  values[Math.floor(y * AVERAGE_SIZE) * AVERAGE_SIZE + Math.floor(x * AVERAGE_SIZE)] ?? 0;

describe('an affine fit', () => {
  it('finds the transform that was applied', () => {
    const to = face.map(({ x, y }) => ({ x: 1.2 * x - 0.3 * y + 0.05, y: 0.2 * x + 0.9 * y - 0.1 }));
    const found = fitAffine(face, to);
    for (const [i, value] of [1.2, -0.3, 0.05, 0.2, 0.9, -0.1].entries()) expect(found[i]).toBeCloseTo(value, 10);
  });
});

describe('an average map', () => {
  it('brings what lies at the same place of the face together, wherever the face lies in its picture', () => {
    const shifts = [-0.2, 0, 0.2];
    const maps = shifts.map((shift) => ({
      outcome: 'fake-called-fake' as const,
      // One bright cell of 16 x 16, at (0.5 + shift, 0.5).
      map: {
        rows: 16,
        columns: 16,
        values: Float32Array.from({ length: 256 }, (_, i) =>
          i % 16 === Math.floor((0.5 + shift) * 16) && Math.floor(i / 16) === 8 ? 5 + 100 * shift ** 2 : 0,
        ),
      },
      landmarks: face.map(({ x, y }) => ({ x: x + shift, y })),
    }));
    const mean = meanFace(maps.map(({ landmarks }) => landmarks));
    expect(mean[0]?.x).toBeCloseTo(face[0]?.x ?? 0, 10);
    const [average] = finished(averageMaps(maps, mean));
    const values = average?.values ?? [];
    expect(average?.n).toBe(3);
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 10);
    const peak = Math.max(...values);
    expect(at(values, 0.53, 0.53)).toBeGreaterThan(0.7 * peak);
    expect(at(values, 0.33, 0.53)).toBeLessThan(0.1 * peak);
    expect(at(values, 0.73, 0.53)).toBeLessThan(0.1 * peak);
  });

  it('leaves empty maps out, and is all 0 where there is no other', () => {
    const map = { rows: 2, columns: 2, values: new Float32Array(4) };
    const averages = finished(averageMaps([{ outcome: 'real-called-real', map, landmarks: face }], face));
    for (const { n, values } of averages) expect([n, Math.max(...values)]).toEqual([0, 0]);
  });
});
