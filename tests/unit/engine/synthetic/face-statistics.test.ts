import { describe, expect, it } from 'vitest';
import { drawFace } from '#main/engine/synthetic/draw-face.ts';
import { planFaces } from '#main/engine/synthetic/face-pairs.ts';
import { FAULT_REGIONS } from '#shared/domain/regions.ts';
import { decoded } from './pixels.ts';

/** Half of them real. By chance alone, an area under the curve strays from a half by 0.037 (one standard deviation). */
const COUNT = 240;
/** Small, to be quick: what is measured does not depend on it. */
const SIZE_PX = 64;

describe('what a whole picture gives away', () => {
  it('does not tell real from fake: not its size in bytes, its brightness, its contrast, or its colour', async () => {
    const faces = planFaces({ count: COUNT, seed: 11, strength: 1, regions: FAULT_REGIONS, testShare: 0 });
    const measured = await Promise.all(
      faces.map(async (face) => ({ isReal: face.kind === 'real', ...(await statistics(face)) })),
    );
    for (const key of ['bytes', 'mean', 'variance', 'redness'] as const) {
      const of = (isReal: boolean) => measured.filter((face) => face.isReal === isReal).map((face) => face[key]);
      expect(Math.abs(areaUnderCurve(of(true), of(false)) - 0.5), key).toBeLessThan(0.08);
    }
  });
});

async function statistics({ seed, kind }: Pick<ReturnType<typeof planFaces>[number], 'seed' | 'kind'>) {
  const { jpeg } = await drawFace({ seed, size: SIZE_PX, kind });
  const { data } = await decoded(jpeg);
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
  const channel = (of: number) => data.reduce((sum, value, i) => (i % 3 === of ? sum + value : sum), 0);
  return { bytes: jpeg.length, mean, variance, redness: channel(0) / channel(2) };
}

/** Of two values, one of each list, how often the second is the larger (Mann and Whitney, 1947). */
function areaUnderCurve(first: readonly number[], second: readonly number[]): number {
  const wins = second.flatMap((b) => first.map((a) => (b > a ? 1 : b === a ? 0.5 : 0)));
  return wins.reduce((sum: number, win) => sum + win, 0) / wins.length;
}
