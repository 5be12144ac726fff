/** Scores for faces nobody labelled: a folder or a CSV goes in, `path,real,p_fake` comes out. Nothing of it enters the store. */
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import { predictedLabel } from '#shared/domain/labels.ts';
import { AppError } from '#shared/errors.ts';
import { csvCell } from '#shared/export/csv.ts';
import { modelSettingsOf } from '../training/config-to-job.ts';
import { askDevice } from '../training/device.ts';
import { openEngine } from '../training/service.ts';
import { type EvaluationDependencies, type EvaluationWatch, evaluateJob, type HeatmapRequest } from './service.ts';
import { inspectWeights, type NamedWeights } from './weights.ts';

const IMAGE_NAME = /\.(jpe?g|png|webp|bmp)$/i;

export type PredictRequest = {
  readonly weights: NamedWeights;
  readonly config: ExperimentConfig;
  /** An image, a folder of images, or a CSV with a column `path`. */
  readonly input: string;
  /** Where heat maps go; null = none. */
  readonly heatmaps: (HeatmapRequest & { readonly folder: string }) | null;
};

export type PredictedFace = {
  /** As it stands in the CSV, or relative to the folder. */
  readonly path: string;
  readonly score: number;
  /** File name in the folder of heat maps. */
  readonly overlay: string | null;
};

export type PredictOutcome = {
  readonly faces: readonly PredictedFace[];
  /** Left out, with the reason. */
  readonly bad: readonly { readonly path: string; readonly reason: string }[];
  readonly wasStopped: boolean;
};

export type PredictionService = ReturnType<typeof createPredictionService>;

export function createPredictionService({
  images,
  spawnEngine,
}: Pick<EvaluationDependencies, 'images' | 'spawnEngine'>) {
  /** @throws file_not_found, data_invalid (no image at all), and what weights and engine throw */
  const predict = async (
    { weights: named, config, input, heatmaps }: PredictRequest,
    { onNews, signal }: EvaluationWatch,
  ): Promise<PredictOutcome> => {
    if (heatmaps !== null) await makeFolder(heatmaps.folder);
    await using engine = openEngine(spawnEngine, config);
    await askDevice(engine, config.device);
    const weights = await inspectWeights(engine, named, { model: modelSettingsOf(config), crop: config.data.crop });
    const listed = await listImages(input);
    const checks = await images.check(
      listed.map(({ file }) => file),
      { onProgress: (progress) => onNews({ kind: 'checking', ...progress }), signal },
    );
    const good = listed.filter((_, i) => checks[i]?.kind === 'ok');
    const bad = listed.flatMap(({ path }, i) => {
      const check = checks[i];
      return check?.kind === 'bad' ? [{ path, reason: check.reason }] : [];
    });
    if (good.length === 0) {
      throw new AppError(
        'data_invalid',
        `"${input}" holds no image that can be read${bad[0] ? `; the first one ${bad[0].path} ${bad[0].reason}` : ''}.`,
        {
          hint: 'JPEG, PNG, WebP and BMP are read.',
        },
      );
    }
    const faces: PredictedFace[] = [];
    const job = evaluateJob(weights, {
      config,
      faces: good.map(({ file }) => ({ file, label: 0 })),
      heatmaps,
      overlayFolder: heatmaps?.folder ?? null,
    });
    const { wasStopped } = await engine.run(job, {
      signal,
      onFact: (fact) => {
        if (fact.kind === 'progress') onNews(fact);
        if (fact.kind !== 'predictions') return;
        for (const [i, score] of fact.scores.entries()) {
          faces.push({ path: good[fact.first + i]?.path ?? '', score, overlay: fact.heatmaps?.overlays?.[i] ?? null });
        }
      },
    });
    return { faces, bad, wasStopped };
  };
  return { predict };
}

/** For the start, so that hours of scoring do not end in a file that cannot be written. @throws file_invalid */
export async function prepareOutput(file: string): Promise<void> {
  await makeFolder(path.dirname(file));
  const found = await stat(file).catch(() => null); // absent, as it may be
  if (found?.isDirectory())
    throw new AppError('file_invalid', `"${file}" is a folder; expected the name of a CSV.`, {
      hint: `For instance ${path.join(file, 'submission.csv')}.`,
    });
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (cause) {
    throw new AppError('file_invalid', `The folder "${folder}" cannot be made: ${(cause as Error).message}.`, {
      hint: 'Name another one.',
      cause,
    });
  }
}

/** Whole or not at all, where `prepareOutput` had nothing against it. Label and score with six decimals; a path that a spreadsheet would take for a formula gets an apostrophe. */
export async function writePredictions(file: string, faces: readonly PredictedFace[]): Promise<void> {
  const lines = faces.map(({ path, score }) => `${csvCell(path)},${predictedLabel(score)},${score.toFixed(6)}`);
  const temporary = `${file}.partial`;
  await writeFile(temporary, `${['path,real,p_fake', ...lines].join('\n')}\n`);
  await rename(temporary, file);
}

type ListedImage = { readonly path: string; readonly file: string };

async function listImages(input: string): Promise<ListedImage[]> {
  const found = await stat(input).catch((cause: unknown) => {
    throw new AppError('file_not_found', `There is no "${input}".`, {
      hint: 'Name an image, a folder of images or a CSV.',
      cause,
    });
  });
  if (found.isDirectory()) {
    const entries = await readdir(input, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && IMAGE_NAME.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((file) => ({ file: path.resolve(file), path: path.relative(input, file) }));
  }
  if (IMAGE_NAME.test(input)) return [{ file: path.resolve(input), path: path.basename(input) }];
  return listCsv(input);
}

async function listCsv(file: string): Promise<ListedImage[]> {
  const records = readRecords(file, await readFile(file));
  const folder = path.dirname(path.resolve(file));
  return records.map((record, i) => {
    const written = record['path'];
    if (written === undefined || written === '') {
      throw new AppError('data_invalid', `${file}:${i + 2}: there is no path.`, {
        hint: 'The CSV needs a column `path`; paths start at its folder.',
      });
    }
    return { path: written, file: path.resolve(folder, written) };
  });
}

function readRecords(file: string, bytes: Buffer): Record<string, string>[] {
  try {
    return parse(bytes, { columns: true, bom: true, skip_empty_lines: true }) as Record<string, string>[]; // columns: true makes records
  } catch (cause) {
    throw new AppError('data_invalid', `"${file}" cannot be read as CSV: ${(cause as Error).message}`, { cause });
  }
}
