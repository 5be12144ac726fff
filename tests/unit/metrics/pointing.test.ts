import { describe, expect, it } from 'vitest';
import { faceTruth } from '#main/engine/synthetic/draw-face.ts';
import { LANDMARKS } from '#shared/domain/regions.ts';
import { cellShares, densityRank, outlineMask, peakOf, pointAt, tolerancePx } from '#shared/metrics/pointing.ts';

const SIZE = { width: 224, height: 224 };
const square = (left: number, top: number, side: number) =>
  outlineMask(
    [
      { x: left, y: top },
      { x: left + side, y: top },
      { x: left + side, y: top + side },
      { x: left, y: top + side },
    ],
    SIZE,
  );
const mapWith = (cells: number, peak: number) => ({
  rows: cells,
  columns: cells,
  values: Float64Array.from({ length: cells * cells }, (_, i) => (i === peak ? 1 : 0)),
});

describe('the pointing game', () => {
  it('takes 15 px at 224, and in proportion at other sizes', () => {
    expect(tolerancePx(SIZE)).toBe(15);
    expect(tolerancePx({ width: 112, height: 112 })).toBe(7.5);
    expect(tolerancePx({ width: 112, height: 448 })).toBe(30);
  });

  it('is a strict hit inside the region, a hit within the tolerance, and a miss beyond', () => {
    const map = mapWith(7, 3 * 7 + 3); // its peak is at 111 or 112, the middle of the middle cell
    const pointed = (left: number) => pointAt(map, { region: square(left, 100, 30), size: SIZE })?.own;
    expect(pointed(100)).toEqual({ hit: true, strictHit: true });
    expect(pointed(120)).toEqual({ hit: true, strictHit: false });
    expect(pointed(140)).toEqual({ hit: false, strictHit: false });
  });

  it('says what chance scores: shares of the picture, and of the picture within the tolerance', () => {
    const region = square(100, 100, 20);
    const pointed = pointAt(mapWith(7, 0), { region, size: SIZE });
    expect(pointed?.chance.strictHit).toBeCloseTo(400 / 224 ** 2, 12);
    const near = 20 * 20 + 4 * 20 * 15 + Math.PI * 15 ** 2; // a square with rounded corners
    expect((pointed?.chance.hit ?? 0) * 224 ** 2).toBeGreaterThan(0.95 * near);
    expect((pointed?.chance.hit ?? 0) * 224 ** 2).toBeLessThan(1.02 * near);
  });

  it('agrees with the distance to each pixel of the region, worked out one by one', () => {
    const size = { width: 40, height: 30 };
    const region = new Uint8Array(1200).map((_, i) => (i % 40 > 10 && i % 40 < 14 && i > 400 && i < 700 ? 1 : 0));
    region[5] = 1;
    const reach = tolerancePx(size);
    let near = 0;
    for (let i = 0; i < 1200; i++) {
      const isNear = region.some(
        (own, j) => own === 1 && Math.hypot((i % 40) - (j % 40), Math.floor(i / 40) - Math.floor(j / 40)) <= reach,
      );
      if (isNear) near += 1;
    }
    expect(pointAt(mapWith(4, 0), { region, size })?.chance.hit).toBeCloseTo(near / 1200, 12);
  });

  it('an empty map points nowhere, and a region outside of the picture is no aim', () => {
    const empty = { rows: 7, columns: 7, values: new Float64Array(49) };
    expect(peakOf(empty, SIZE)).toBeNull();
    expect(pointAt(empty, { region: square(0, 0, 9), size: SIZE })?.own).toBeNull();
    expect(pointAt(empty, { region: square(300, 0, 9), size: SIZE })).toBeNull();
  });

  it('a perfect map has in each cell the share that the region covers, also where cells end inside of pixels', () => {
    const { values } = cellShares(square(32, 32, 48), SIZE, { rows: 7, columns: 7 });
    expect([values[8], values[9], values[15], values[16], values[0]]).toEqual([1, 0.5, 0.5, 0.25, 0]);
    const uneven = cellShares(square(0, 0, 224), SIZE, { rows: 9, columns: 5 });
    for (const value of Array.from(uneven.values)) expect(value).toBeCloseTo(1, 12);
  });

  it('a flawless map of 7 x 7 cells lies strictly inside the lids only about a third of the time, and always within the tolerance', () => {
    const seeds = Array.from({ length: 80 }, (_, i) => 1_000 + i);
    const perfect = seeds.map((seed) => {
      const { landmarks } = faceTruth({ seed, size: 224, kind: 'real' });
      const [left, right] = [LANDMARKS.leftEye, LANDMARKS.rightEye].map(([first, last]) =>
        outlineMask(landmarks.slice(first, last + 1), SIZE),
      );
      const eyes = (left as Uint8Array).map((own, i) => own | (right?.[i] ?? 0));
      return pointAt(mapWith(7, 0), { region: eyes, size: SIZE })?.perfect;
    });
    const share = (what: 'hit' | 'strictHit') => perfect.filter((hit) => hit?.[what]).length / seeds.length;
    expect(share('hit')).toBe(1);
    expect(share('strictHit')).toBeGreaterThan(0.25); // 0.31 of 400 faces
    expect(share('strictHit')).toBeLessThan(0.42);
  });
});

describe('the rank of a region by share per area', () => {
  const given = { shares: [0.4, 0.1, 0.5], areas: [0.1, 0.1, 0.8] };
  const groups = [[0], [1], [2]];

  it('counts those that are denser', () => {
    expect(groups.map((_, wanted) => densityRank(given, { groups, wanted }))).toEqual([1, 2, 3]);
  });

  it('adds regions up before they are compared', () => {
    expect(densityRank(given, { groups: [[0, 1], [2]], wanted: 0 })).toBe(1);
    expect(densityRank(given, { groups: [[0, 2], [1]], wanted: 1 })).toBe(1); // 0.9 / 0.9 against 0.1 / 0.1: equal
  });

  it('knows no rank of what is not in the picture', () => {
    expect(densityRank({ shares: [0, 1], areas: [0, 1] }, { groups: [[0], [1]], wanted: 0 })).toBeNull();
  });
});
