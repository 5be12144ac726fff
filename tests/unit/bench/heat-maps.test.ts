import { describe, expect, it } from 'vitest';
import { displayMaps } from '#tests/bench/heat-maps.ts';

describe('heat maps as the grad-cam package shows them', () => {
  it('are scaled map by map to 0..1', () => {
    const maps = Float32Array.of(1, 3, 2, 1, 10, 20, 30, 50);
    const shown = displayMaps({ maps, rows: 2, columns: 2 }, { height: 2, width: 2 });
    const expected = [0, 1, 0.5, 0, 0, 0.25, 0.5, 1];
    for (const [i, value] of expected.entries()) expect(shown[i]).toBeCloseTo(value, 6);
  });

  it('stay zero where there is no evidence', () => {
    const shown = displayMaps({ maps: new Float32Array(4), rows: 2, columns: 2 }, { height: 3, width: 3 });
    expect(Array.from(shown)).toEqual(Array(9).fill(0));
  });

  it('are resized as cv2.resize does it, by the centres of cells', () => {
    // cv2.resize(np.float32([[0, 1]]), (4, 1)) -> 0, 0.25, 0.75, 1
    const shown = displayMaps({ maps: Float32Array.of(0, 1), rows: 1, columns: 2 }, { height: 1, width: 4 });
    for (const [i, value] of [0, 0.25, 0.75, 1].entries()) expect(shown[i]).toBeCloseTo(value, 6);
  });
});
