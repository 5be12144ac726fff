/** What scikit-learn and NumPy give (tests/parity/probe.py writes it), and the tables that they were given. */
import { readFileSync } from 'node:fs';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import { createRandom } from '#shared/domain/random.ts';
import type { Table } from '#shared/metrics/logistic-regression.ts';

type TableSpec = { seed: number; rows: number; columns: number; shift: number };

export type ExpectedTable = {
  name: string;
  spec: TableSpec;
  /** Of the first column alone. */
  separation: { auc: number; standardError: number };
  /** A weight a column, then the intercept. */
  weights: number[];
  auc: number;
};

const file = new URL('./probe.expected.json', import.meta.url);
export const expectedTables = (JSON.parse(readFileSync(file, 'utf8')) as { tables: ExpectedTable[] }).tables; // our own file, written by our own script

/** `table` of tests/parity/probe.py, bit for bit. */
export function randomTable({ seed, rows, columns, shift }: TableSpec): { table: Table; labels: Uint8Array } {
  const random = createRandom(seed);
  const labels = new Uint8Array(rows);
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    labels[row] = random.next() < 0.5 ? FAKE : REAL;
    for (let column = 0; column < columns; column++) {
      const raw = random.next() + (labels[row] === FAKE ? shift / 2 ** column : 0);
      values[row * columns + column] = Math.floor(raw * 64) / 64;
    }
  }
  return { table: { values, columns }, labels };
}

/** To its end, pauses left out. */
export function result<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
