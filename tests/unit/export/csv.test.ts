import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { csvCell, csvText } from '#shared/export/csv.ts';

describe('a table as CSV', () => {
  it('is read back by a CSV reader cell by cell', () => {
    const rows = [
      ['calm-heron-1', 'says "no", twice', 'two\nlines'],
      ['', 'plain', 'é'],
    ];
    expect(parse(csvText(['name', 'notes', 'more'], rows))).toEqual([['name', 'notes', 'more'], ...rows]);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('makes no formula of the text %j', (text) => {
    const [[cell]] = parse(csvCell(text)) as [[string]]; // one cell
    expect(cell).toBe(`'${text}`);
  });

  it('protects a name in the header too', () => {
    expect(csvText(['=cmd()'], [])).toBe("'=cmd()\r\n");
  });

  it('leaves numbers as they are, and knows no NaN', () => {
    expect([-0.5, 1e-7, 0, Number.NaN, Number.POSITIVE_INFINITY].map(csvCell)).toEqual(['-0.5', '1e-7', '0', '', '']);
  });

  it('writes nothing for what is not there', () => {
    expect(csvText(['a', 'b'], [[null, 1]])).toBe('a,b\r\n,1\r\n');
  });
});
