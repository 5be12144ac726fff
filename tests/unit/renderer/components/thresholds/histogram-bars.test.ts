import { describe, expect, it } from 'vitest';
import {
  barNear,
  barWords,
  FIRST_PLACE,
  placeAfter,
  scoresOf,
} from '#renderer/components/thresholds/histogram-bars.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';

const COUNTS = { fake: [0, 2, 0, 7], real: [5, 0, 1, 0] };
const NONE = [0, 0, 0, 0];

/** The bar after each key, from the first one on. */
function walk(...keys: readonly string[]) {
  let place = FIRST_PLACE;
  return keys.map((key) => {
    const bar = barNear(COUNTS, place);
    if (bar === null) throw new Error('There are faces.');
    place = placeAfter(key, bar, COUNTS) ?? place;
    return barNear(COUNTS, place);
  });
}

describe('the bars of the scores', () => {
  it('begin with the first one that has fakes, or real faces where there are none', () => {
    expect(barNear(COUNTS, FIRST_PLACE)).toEqual({ label: FAKE, bin: 1, count: 2 });
    expect(barNear({ fake: NONE, real: COUNTS.real }, FIRST_PLACE)).toEqual({ label: REAL, bin: 0, count: 5 });
    expect(barNear({ fake: NONE, real: NONE }, FIRST_PLACE)).toBeNull();
  });

  it('are walked by arrows past what is empty, and change their class upwards and downwards', () => {
    const last = { label: FAKE, bin: 3, count: 7 };
    const first = { label: FAKE, bin: 1, count: 2 };
    expect(walk('ArrowRight', 'ArrowRight', 'ArrowLeft')).toEqual([last, last, first]);
    expect(walk('End', 'Home')).toEqual([last, first]);
    expect(walk('End', 'ArrowDown', 'ArrowLeft', 'ArrowUp')).toEqual([
      last,
      { label: REAL, bin: 2, count: 1 },
      { label: REAL, bin: 0, count: 5 },
      first,
    ]);
  });

  it('leave other keys alone', () => {
    expect(placeAfter('Tab', { label: FAKE, bin: 1, count: 2 }, COUNTS)).toBeNull();
  });

  it('say what they stand for, and the last one has no upper end', () => {
    expect(barWords({ label: REAL, bin: 2, count: 1 }, 40)).toBe('1 real face, score 0.050 to 0.075');
    expect(scoresOf({ label: FAKE, bin: 1 }, 4)).toEqual({ label: FAKE, from: 0.25, below: 0.5 });
    expect(scoresOf({ label: FAKE, bin: 3 }, 4)).toEqual({ label: FAKE, from: 0.75, below: null });
  });
});
