import { describe, expect, it } from 'vitest';
import {
  all,
  extended,
  type GridSelection,
  NO_SELECTION,
  rangeTo,
  toggled,
} from '#renderer/components/face-grid/grid-selection.ts';

/** As the grid does it: the keys are ten times the index. */
const range = (selection: GridSelection, index: number) => {
  const [first, last] = rangeTo(selection, index);
  return extended(
    selection,
    index,
    Array.from({ length: last - first + 1 }, (_, i) => 10 * (first + i)),
  );
};
const toggle = (selection: GridSelection, index: number) => toggled(selection, { key: 10 * index, index });
const keysOf = ({ keys }: GridSelection) => [...keys].sort((a, b) => a - b);

describe('the selection of a grid', () => {
  it('takes one more or one less', () => {
    const two = toggle(toggle(NO_SELECTION, 3), 7);
    expect(keysOf(two)).toEqual([30, 70]);
    expect(keysOf(toggle(two, 3))).toEqual([70]);
  });

  it('extends from where the last one was chosen, in either direction, and shrinks again', () => {
    const start = toggle(NO_SELECTION, 5);
    const down = range(start, 8);
    expect(keysOf(down)).toEqual([50, 60, 70, 80]);
    expect(keysOf(range(down, 6))).toEqual([50, 60]);
    expect(keysOf(range(down, 3))).toEqual([30, 40, 50]);
  });

  it('keeps what was chosen before the range', () => {
    const start = toggle(toggle(NO_SELECTION, 1), 5);
    expect(keysOf(range(range(start, 7), 6))).toEqual([10, 50, 60]);
  });

  it('begins a range at the face itself where nothing was chosen', () => {
    expect(keysOf(range(NO_SELECTION, 4))).toEqual([40]);
  });

  it('takes all, and one less of all', () => {
    const whole = all(NO_SELECTION, [0, 10, 20]);
    expect(keysOf(toggle(whole, 1))).toEqual([0, 20]);
  });
});
