import { describe, expect, it } from 'vitest';
import {
  firstPlaces,
  layoutOf,
  parseSort,
  shownFields,
  wholeSearch,
  writeSort,
} from '#renderer/features/runs/list/layout.ts';
import { runLines } from '#renderer/features/runs/list/lines.ts';
import { runsCsv } from '#renderer/features/runs/list/runs-csv.ts';
import { deltaOf, wordOf } from '#renderer/features/runs/list/words.ts';
import { runsSearch } from '#renderer/features/runs/search.ts';
import { RUN_FIELDS, type RunField, runFieldsOf } from '#shared/domain/run-fields.ts';
import { runRow } from '#tests/unit/domain/run-row.ts';

const field = (name: string): RunField => {
  const found = RUN_FIELDS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no field ${name}`);
  return found;
};

describe('a link to the runs', () => {
  it('leaves out what it does not know, and keeps a number in the filter as text', () => {
    expect(runsSearch({ filter: 7, place: 'elsewhere', sort: '-name', group: {} })).toEqual({
      filter: '7',
      sort: '-name',
    });
  });

  it('says the whole view, so that it is the same for whoever opens it', () => {
    const rows = [runRow(1, { settings: { 'optimizer.lr': 1 } })];
    const context = { kept: null, fields: runFieldsOf(rows, {}), varying: new Set(['optimizer.lr']) };
    const first = layoutOf({}, context);
    const search = wholeSearch({ filter: 'heron' }, { ...first, groupBy: 'network', hidesEqual: true });
    const other = {
      columns: [{ id: 'notes', isVisible: true, widthPx: 90 }],
      sort: [],
      groupBy: 'data',
      hidesEqual: false,
    };
    const again = layoutOf(search, { ...context, kept: other });
    const visible = ({ places }: typeof first) => places.filter((place) => place.isVisible).map(({ id }) => id);
    expect(visible(again)).toEqual(visible(first));
    expect(again).toMatchObject({ sort: first.sort, groupBy: 'network', hidesEqual: true });
  });
});

describe('the layout of the table', () => {
  const fields = runFieldsOf([runRow(1, { settings: { 'optimizer.lr': 1, 'data.train': 'a.csv' } })], {});
  const varying = new Set(['optimizer.lr', 'data.train']);

  it('shows at first what is asked for most, with the settings that differ, without paths', () => {
    const ids = firstPlaces(fields, varying).map(({ id }) => id);
    expect(ids.slice(0, 2)).toEqual(['name', 'status']);
    expect(ids).toContain('optimizer.lr');
    expect(ids).not.toContain('data.train');
    expect(ids.indexOf('optimizer.lr')).toBe(ids.indexOf('duration') - 1);
  });

  it('has each column once, also where runs differ in a setting of that name or a link names one twice', () => {
    const ids = firstPlaces(fields, new Set([...varying, 'name', 'network', 'notes'])).map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    const named = layoutOf({ columns: 'name,status,name' }, { kept: null, fields, varying }).places;
    expect(named.filter(({ id }) => id === 'name')).toHaveLength(1);
  });

  it('takes what the link says before what was kept, and the newest first where neither says anything', () => {
    const kept = { columns: [], sort: [{ id: 'name', isDescending: false }], groupBy: 'network', hidesEqual: true };
    expect(layoutOf({}, { kept: null, fields, varying }).sort).toEqual([{ id: 'created', isDescending: true }]);
    expect(layoutOf({}, { kept, fields, varying })).toMatchObject({
      sort: kept.sort,
      groupBy: 'network',
      hidesEqual: true,
    });
    expect(layoutOf({ sort: '', group: 'none', equal: 'shown' }, { kept, fields, varying })).toMatchObject({
      sort: [],
      groupBy: null,
      hidesEqual: false,
    });
  });

  it('reads the order that it writes', () => {
    const sort = [
      { id: 'best.loss', isDescending: true },
      { id: 'name', isDescending: false },
    ];
    expect(writeSort(sort)).toBe('-best.loss,name');
    expect(parseSort(writeSort(sort))).toEqual(sort);
  });
});

describe('the lines of the table', () => {
  const rows = [runRow(1), runRow(2, { isPinned: true }), runRow(3, { network: 'vgg16' })];
  const told = (lines: ReturnType<typeof runLines>) =>
    lines.map((line) =>
      line.kind === 'row' ? line.row.name.at(-1) : line.kind === 'heading' ? `${line.title} ${line.count}` : line.title,
    );

  it('have pinned runs on top', () => {
    const lines = runLines(rows, { groupBy: null, closed: new Set(), wordOf });
    expect(told(lines)).toEqual(['Pinned', '2', 'Others', '1', '3']);
    expect(told(runLines([runRow(1)], { groupBy: null, closed: new Set(), wordOf }))).toEqual(['1']);
  });

  it('have groups with their counts, and nothing of a group that is closed', () => {
    const groupBy = field('network');
    expect(told(runLines(rows, { groupBy, closed: new Set(['group resnet18']), wordOf }))).toEqual([
      'Pinned',
      '2',
      'Network: resnet18 1',
      'Network: vgg16 1',
      '3',
    ]);
  });
});

describe('a value', () => {
  it('is written as people write it', () => {
    expect(wordOf(field('best.accuracy'), 0.9637)).toBe('96.4 %');
    expect(wordOf(field('best.loss'), 0.1)).toBe('0.1000');
    expect(wordOf(field('duration'), 3_723_000)).toBe('1:02:03');
    expect(wordOf(field('tag'), [])).toBe('–');
    expect(wordOf(field('best.loss'), null)).toBe('–');
    expect(wordOf({ name: 'optimizer.lr', kind: 'number', isSetting: true }, 1e-4)).toBe('1e-4');
    expect(wordOf({ name: 'batch_size', kind: 'number', isSetting: true }, 32)).toBe('32');
  });

  it('is better or worse than the baseline by what the measure is, not by its sign', () => {
    expect(deltaOf(field('best.loss'), 0.1, 0.15)).toEqual({ text: '−0.0500', verdict: 'better' });
    expect(deltaOf(field('best.accuracy'), 0.95, 0.96)).toEqual({ text: '−1.0 pp', verdict: 'worse' });
    expect(deltaOf(field('test.eer'), 0.05, 0.06)).toEqual({ text: '−1.0 pp', verdict: 'better' });
    expect(deltaOf(field('test.auc'), 0.95, 0.95)).toEqual({ text: '±0.0000', verdict: null });
    expect(deltaOf(field('best.loss'), null, 0.1)).toBeNull();
    expect(deltaOf(field('seed'), 8, 7)).toBeNull();
  });
});

describe('the table as CSV', () => {
  it('has the columns that are shown, numbers whole, and no formula in a name', () => {
    const rows = [runRow(1, { name: '=1+1', bestValidAccuracy: 0.96371, tags: ['a', 'b'], startedAtMs: 0 })];
    const places = ['best.accuracy', 'duration', 'started', 'tag'].map((id) => ({
      id,
      isVisible: true,
      widthPx: null,
    }));
    expect(runsCsv(rows, shownFields(RUN_FIELDS, places)).split('\r\n')).toEqual([
      'name,best.accuracy,duration (s),started,tag',
      `'=1+1,0.96371,60,1970-01-01T00:00:00.000Z,"a, b"`,
      '',
    ]);
  });
});
