import { describe, expect, it } from 'vitest';
import { completeFilter } from '#shared/filter/complete.ts';
import { FIELDS, row } from './fixture.ts';

const rows = [row(), row({ status: 'failed', tags: ['try again'] }), row({ status: 'failed', network: 'vgg16' })];

/** The place is marked by |. */
function complete(marked: string) {
  const place = marked.indexOf('|');
  const { from, to, options } = completeFilter(marked.replace('|', ''), place, { fields: FIELDS, rows });
  return { replaced: marked.slice(from, to), options: options.map(({ text }) => text) };
}

describe('completion', () => {
  it('offers fields at the beginning, by name and by part of it', () => {
    expect(complete('|').options).toEqual([...FIELDS.map(({ name }) => name), 'not']);
    expect(complete('acc|')).toEqual({ replaced: 'acc', options: ['best.accuracy'] });
    expect(complete('name ~ x and n|').options.slice(0, 3)).toEqual(['name', 'network', 'not']);
    expect(complete('(sta|').options).toEqual(['status']);
  });

  it('offers the operators that a field takes', () => {
    expect(complete('accuracy |').options).toEqual(['>', '>=', '<', '<=', '=', '!=', 'in']);
    expect(complete('tag |').options).toEqual(['=', '!=', 'in', '~', '!~']);
    expect(complete('pinned |').options).toEqual(['=', '!=']);
  });

  it('offers the values that rows have, most frequent first, quoted where they need it', () => {
    expect(complete('status = |').options).toEqual(['failed', 'finished', 'none']);
    expect(complete('tag = "try|').replaced).toBe('"try');
    expect(complete('tag = tr|').options).toContain('"try again"');
    expect(complete('pinned = |').options).toEqual(['yes', 'no']);
    expect(complete('accuracy > |').options).toEqual([]);
  });

  it('offers nothing where the only word that fits is there already', () => {
    expect(complete('status = finished|').options).toEqual([]);
    expect(complete('status = FINISHED|').options).toEqual([]);
  });

  it('goes on in a list', () => {
    expect(complete('status in |').options).toEqual(['(']);
    expect(complete('status in (|').options).toEqual(['failed', 'finished', 'none']);
    expect(complete('status in (failed |').options).toEqual([',', ')']);
    expect(complete('status in (failed, fi|')).toEqual({ replaced: 'fi', options: ['finished'] });
  });

  it('joins what is complete', () => {
    expect(complete('status = failed |').options).toEqual(['and', 'or']);
    expect(complete('status in (failed) |').options).toEqual(['and', 'or']);
  });
});
