/** The images of the bench's epochs, as two CSVs with absolute paths: rows of a data set that is there, or pictures drawn by the formula. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { formulaImages } from '#tests/helpers/formula.ts';

export type BenchFaces = {
  /** Temporary; the caller removes it. */
  readonly folder: string;
  readonly trainCsv: string;
  readonly validCsv: string;
  /** What the pictures are, for the report. */
  readonly origin: string;
};

export type FaceCounts = { readonly train: number; readonly valid: number };

const Rows = z.array(z.object({ path: z.string(), real: z.string() }));
type Row = { readonly path: string; readonly real: string };

/** As large as photographs of a data set usually are, so that decoding and scaling both cost something. */
const DRAWN_SIZE_PX = 256;
const DRAWN_QUALITY = 90;

/** `csv`: a data set to take the first rows of, classes alternating as far as they go; null draws pictures. */
export async function prepareFaces(csv: string | null, counts: FaceCounts): Promise<BenchFaces> {
  const folder = mkdtempSync(path.join(tmpdir(), 'facet-bench-'));
  const rows =
    csv === null ? await draw(folder, counts.train + counts.valid) : readRows(csv, counts.train + counts.valid);
  const file = (name: string, part: readonly Row[]) => {
    const target = path.join(folder, name);
    writeFileSync(target, `path,real\n${part.map((row) => `${row.path},${row.real}\n`).join('')}`);
    return target;
  };
  return {
    folder,
    trainCsv: file('train.csv', rows.slice(0, counts.train)),
    validCsv: file('valid.csv', rows.slice(counts.train)),
    origin: csv === null ? `drawn, ${DRAWN_SIZE_PX} px JPEG` : csv,
  };
}

function readRows(csv: string, count: number): readonly Row[] {
  const rows = Rows.parse(parse(readFileSync(csv, 'utf8'), { columns: true }));
  if (rows.length < count)
    throw new AppError('data_invalid', `${csv} has ${rows.length} rows; the bench needs ${count}.`);
  const byClass = ['0', '1'].map((real) => rows.filter((row) => row.real === real));
  const alternating = rows.flatMap((_, i) => byClass.flatMap((part) => part.slice(i, i + 1)));
  return alternating
    .slice(0, count)
    .map((row) => ({ path: path.resolve(path.dirname(csv), row.path), real: row.real }));
}

async function draw(folder: string, count: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let i = 0; i < count; i++) {
    const file = path.join(folder, `${i}.jpg`);
    const pixels = formulaImages({ name: `bench/${i}`, count: 1, height: DRAWN_SIZE_PX, width: DRAWN_SIZE_PX });
    const raw = { width: DRAWN_SIZE_PX, height: DRAWN_SIZE_PX, channels: 3 } as const;
    await sharp(pixels, { raw }).jpeg({ quality: DRAWN_QUALITY }).toFile(file);
    rows.push({ path: file, real: String(i % 2) });
  }
  return rows;
}
