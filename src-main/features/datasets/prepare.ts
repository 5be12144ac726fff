/** From the rows of a CSV to faces that are known to decode: everything that is wrong with the data is found here, before training starts. */
import { stat } from 'node:fs/promises';
import type { CheckProgress, ImageCheck, ImageFacts, ImagesClient } from '#main/images/client.ts';
import { className } from '#shared/domain/labels.ts';
import { AppError } from '#shared/errors.ts';
import type { BadRow, FaceRow, FaceTable } from './csv.ts';

export type Face = FaceRow & ImageFacts;

/** What an earlier check found out about a file that has the same size and time now; null where there is none. */
export type KnownImages = (
  file: string,
  version: { readonly sizeBytes: number; readonly mtimeMs: number },
) => ImageFacts | null;

export type ExamineOptions = {
  readonly images: Pick<ImagesClient, 'check'>;
  readonly known?: KnownImages;
  /** Gets what was decoded, a part at a time: what is stopped half-way need not be done again. */
  readonly onChecked?: (checks: readonly ImageCheck[]) => void;
  readonly onProgress?: (progress: CheckProgress) => void;
  readonly signal?: AbortSignal;
};

export type CheckFacesOptions = ExamineOptions & {
  /** Goes on however many rows are bad, as long as any is good. */
  readonly allowBad?: boolean;
};

export type CheckedFaces = {
  readonly faces: readonly Face[];
  /** In the order of their lines. */
  readonly bad: readonly BadRow[];
  /** Rows that stay although the same picture stands in an earlier row with the same label. */
  readonly duplicates: readonly BadRow[];
};

/** More than one row in twenty says that something is wrong with the data as a whole. */
export const MAX_BAD_SHARE = 0.05;
const LISTED = 10;

/** Like `examineFaces`. @throws data_invalid (more than 5 % bad, or nothing left), cancelled */
export async function checkFaces(
  table: FaceTable,
  { allowBad = false, ...options }: CheckFacesOptions,
): Promise<CheckedFaces> {
  const checked = await examineFaces(table, options);
  assertUsable(table, checked, allowBad);
  return checked;
}

/**
 * Decodes every image of a table, except those that `known` vouches for. Rows whose image cannot be used are bad, and so are all rows of one
 * picture that is called real here and fake there. @throws cancelled
 */
export async function examineFaces(table: FaceTable, options: ExamineOptions): Promise<CheckedFaces> {
  const checks = await checkFiles(
    table.rows.map((row) => row.file),
    options,
  );
  const decoded: Face[] = [];
  const bad: BadRow[] = [...table.bad];
  for (const [index, row] of table.rows.entries()) {
    const result = checks[index];
    if (result?.kind === 'ok') decoded.push({ ...row, ...factsOf(result) });
    else bad.push(badRow(row, `the image ${result?.reason ?? 'was not checked'}`));
  }
  const { faces, contradictions, duplicates } = comparePictures(decoded);
  bad.push(...contradictions);
  bad.sort((a, b) => a.line - b.line);
  return { faces, bad, duplicates };
}

export const isTooBad = ({ faces, bad }: Pick<CheckedFaces, 'faces' | 'bad'>): boolean =>
  bad.length > MAX_BAD_SHARE * (faces.length + bad.length);

/** As many at once as others who wait for the decoder can bear, and as may be lost when a check is stopped. */
const FILES_AT_ONCE = 256;

async function checkFiles(files: readonly string[], options: ExamineOptions): Promise<readonly ImageCheck[]> {
  const { images, known, onChecked, onProgress, signal } = options;
  const results = known === undefined ? files.map(() => null) : await recall(files, known, signal);
  const unknown = files.filter((_, index) => results[index] === null);
  let done = files.length - unknown.length;
  if (done > 0) onProgress?.({ done, total: files.length });
  const fresh: ImageCheck[] = [];
  for (let first = 0; first < unknown.length; first += FILES_AT_ONCE) {
    const checked = await images.check(unknown.slice(first, first + FILES_AT_ONCE), {
      ...(signal === undefined ? {} : { signal }),
      onProgress: (progress) => onProgress?.({ done: done + progress.done, total: files.length }),
    });
    onChecked?.(checked);
    fresh.push(...checked);
    done += checked.length;
  }
  const next = fresh.values();
  return results.map((result) => result ?? (next.next().value as ImageCheck)); // one for each null
}

const STATS_AT_ONCE = 64;

async function recall(
  files: readonly string[],
  known: KnownImages,
  signal: AbortSignal | undefined,
): Promise<(ImageCheck | null)[]> {
  const results: (ImageCheck | null)[] = [];
  for (let first = 0; first < files.length; first += STATS_AT_ONCE) {
    if (signal?.aborted) throw new AppError('cancelled', 'The check of the images was stopped.');
    const lookUp = async (file: string): Promise<ImageCheck | null> => {
      const found = await stat(file).catch(() => null); // a missing file is for the check to name
      const facts = found === null ? null : known(file, { sizeBytes: found.size, mtimeMs: found.mtimeMs });
      return facts === null ? null : { kind: 'ok', file, ...facts };
    };
    results.push(...(await Promise.all(files.slice(first, first + STATS_AT_ONCE).map(lookUp))));
  }
  return results;
}

/** Rows that show the same picture, by the hash of its file. */
function comparePictures(faces: readonly Face[]) {
  const contradictions: BadRow[] = [];
  const duplicates: BadRow[] = [];
  const kept = new Set(faces);
  for (const same of Map.groupBy(faces, (face) => face.sha256).values()) {
    const [first] = same;
    if (first === undefined || same.length === 1) continue;
    const other = same.find((face) => face.label !== first.label);
    if (other === undefined) {
      duplicates.push(...same.slice(1).map((face) => badRow(face, `the same picture as in line ${first.line}`)));
      continue;
    }
    for (const face of same) {
      const { line, label } = face.label === first.label ? other : first;
      contradictions.push(badRow(face, `the same picture as in line ${line}, where it is called ${className(label)}`));
      kept.delete(face);
    }
  }
  return { faces: [...kept], contradictions, duplicates };
}

function assertUsable(table: FaceTable, { faces, bad }: CheckedFaces, allowBad: boolean): void {
  const good = faces.length;
  const total = good + bad.length;
  if (good > 0 && (allowBad || !isTooBad({ faces, bad }))) return;
  const listed = bad
    .slice(0, LISTED)
    .map(({ line, path, reason }) => `  line ${line}${path === null ? '' : `, "${path}"`}: ${reason}`);
  const more = bad.length > LISTED ? [`  and ${(bad.length - LISTED).toLocaleString('en-US')} more`] : [];
  const share = ((100 * bad.length) / total).toFixed(1);
  throw new AppError(
    'data_invalid',
    [
      `"${table.csvPath}": ${bad.length.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} rows (${share} %) cannot be used.`,
      ...listed,
      ...more,
    ].join('\n'),
    {
      hint:
        good === 0
          ? `No row is left. Look at the reasons above; relative paths start at ${startOfPaths(table)}.`
          : `Mend or remove these rows, or allow bad rows (--allow-bad): then they are left out and the other ${good.toLocaleString('en-US')} are used.`,
    },
  );
}

const startOfPaths = ({ imagesFolder }: FaceTable): string =>
  imagesFolder === null ? 'the folder of the CSV' : `"${imagesFolder}"`;

const badRow = ({ line, path }: FaceRow, reason: string): BadRow => ({ line, path, reason });

/** Without the check's own `kind` and `file`: the row has its file already. */
function factsOf({ sha256, sizeBytes, mtimeMs, width, height, format }: ImageFacts): ImageFacts {
  return { sha256, sizeBytes, mtimeMs, width, height, format };
}
