import { describe, expect, it } from 'vitest';
import {
  cleared,
  clicked,
  EMPTY_SELECTION,
  extended,
  moved,
  pruned,
  type Selection,
  toggled,
  withAll,
} from '#renderer/components/table/selection.ts';

const order = ['a', 'b', 'c', 'd', 'e'];
const plain = { order, hasShift: false, hasMod: false };
const shift = { ...plain, hasShift: true };
const mod = { ...plain, hasMod: true };
const chosen = ({ selected }: Selection) => [...selected].toSorted().join('');

describe('a click', () => {
  it('chooses a row alone, with Mod one more, with Shift the range from the last', () => {
    const one = clicked(EMPTY_SELECTION, 'b', plain);
    expect(chosen(one)).toBe('b');
    const two = clicked(one, 'e', mod);
    expect(chosen(two)).toBe('be');
    expect(chosen(clicked(two, 'c', shift))).toBe('bcde');
    expect(chosen(clicked(two, 'b', mod))).toBe('e');
    expect(chosen(clicked(two, 'a', plain))).toBe('a');
  });

  it('with Shift moves the end of the range, and leaves what was chosen beside it', () => {
    const start = clicked(clicked(EMPTY_SELECTION, 'a', plain), 'c', mod);
    const long = clicked(start, 'e', shift);
    expect(chosen(long)).toBe('acde');
    expect(chosen(clicked(long, 'd', shift))).toBe('acd');
    expect(chosen(clicked(long, 'b', shift))).toBe('abc');
  });

  it('with Shift and nothing before chooses that row', () => {
    expect(chosen(clicked(EMPTY_SELECTION, 'd', shift))).toBe('d');
  });

  it('with Shift after a row that is filtered out begins anew', () => {
    const gone = clicked(EMPTY_SELECTION, 'x', plain);
    expect(clicked(gone, 'c', shift)).toMatchObject({ anchor: 'c', active: 'c' });
  });
});

describe('the keyboard', () => {
  it('goes from row to row, stops at the ends and chooses nothing by itself', () => {
    const first = moved(EMPTY_SELECTION, 1, plain);
    expect([first.active, chosen(first)]).toEqual(['a', '']);
    expect(moved(first, -1, plain).active).toBe('a');
    expect(moved(first, 10, plain).active).toBe('e');
    expect(moved(EMPTY_SELECTION, -1, plain).active).toBe('e');
    expect(moved(EMPTY_SELECTION, 1, { ...plain, order: [] })).toBe(EMPTY_SELECTION);
  });

  it('chooses with Shift from where it was, back and forth', () => {
    const at = moved(moved(EMPTY_SELECTION, 1, plain), 1, plain);
    const down = moved(moved(at, 1, shift), 1, shift);
    expect(chosen(down)).toBe('bcd');
    expect(chosen(moved(down, -1, shift))).toBe('bc');
    expect(chosen(moved(moved(moved(down, -1, shift), -1, shift), -1, shift))).toBe('ab');
  });

  it('adds a range to what Space chose before', () => {
    const one = toggled(moved(EMPTY_SELECTION, 1, plain), 'a');
    const away = moved(one, 3, plain);
    expect(chosen(moved(away, 1, shift))).toBe('ade');
  });
});

describe('a selection', () => {
  it('takes all rows that are shown, and keeps what was chosen elsewhere', () => {
    const elsewhere = toggled(EMPTY_SELECTION, 'x');
    expect(chosen(withAll(elsewhere, order))).toBe('abcdex');
    expect(cleared(withAll(elsewhere, order)).selected.size).toBe(0);
  });

  it('forgets what is gone, and is the same where nothing is', () => {
    const selection = extended(clicked(EMPTY_SELECTION, 'b', plain), 'd', order);
    expect(pruned(selection, new Set(order))).toBe(selection);
    const less = pruned(selection, new Set(['b', 'c']));
    expect([chosen(less), less.active, less.anchor]).toEqual(['bc', null, 'b']);
  });
});
