import { describe, expect, it } from 'vitest';
import { completePlaces, movedColumn, nextSort, shiftedColumn } from '#renderer/components/table/table.ts';

const place = (id: string, isVisible = true) => ({ id, isVisible, widthPx: null });
const places = [place('a'), place('b', false), place('c'), place('d')];
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id).join('');

describe('the places of columns', () => {
  it('hold every column once: new ones at the end, shown or hidden, those that are gone not at all', () => {
    const complete = completePlaces(places, [{ id: 'd' }, { id: 'a' }, { id: 'x' }, { id: 'y' }], (id) => id === 'x');
    expect(complete).toEqual([place('a'), place('d'), place('x'), place('y', false)]);
  });

  it('change by moving one before another', () => {
    expect(ids(movedColumn(places, 'd', 'a'))).toBe('dabc');
    expect(ids(movedColumn(places, 'a', null))).toBe('bcda');
    expect(movedColumn(places, 'a', 'a')).toBe(places);
    expect(movedColumn(places, 'x', 'a')).toBe(places);
  });

  it('change by one among those that are shown', () => {
    expect(ids(shiftedColumn(places, 'c', -1))).toBe('cabd');
    expect(ids(shiftedColumn(places, 'a', 1))).toBe('bcad');
    expect(ids(shiftedColumn(places, 'd', 1))).toBe('abcd');
    expect(ids(shiftedColumn(places, 'a', -1))).toBe('abcd');
  });
});

describe('a click on a title', () => {
  const up = { id: 'a', isDescending: false };
  const down = { id: 'a', isDescending: true };
  it('sorts up, then down, then not at all', () => {
    expect(nextSort([], 'a', false)).toEqual([up]);
    expect(nextSort([up], 'a', false)).toEqual([down]);
    expect(nextSort([down], 'a', false)).toEqual([]);
    expect(nextSort([up], 'b', false)).toEqual([{ id: 'b', isDescending: false }]);
  });

  it('adds a second key where it is asked to, and changes a key where it stands', () => {
    const both = nextSort([up], 'b', true);
    expect(both).toEqual([up, { id: 'b', isDescending: false }]);
    expect(nextSort(both, 'a', true)).toEqual([down, { id: 'b', isDescending: false }]);
    expect(nextSort([down, { id: 'b', isDescending: false }], 'a', true)).toEqual([{ id: 'b', isDescending: false }]);
  });
});
