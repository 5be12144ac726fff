/** Trained weights become a folder for others: the model in the form that was asked for, and a card that says what it is. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { SpawnEngine } from '#main/engine/channel.ts';
import type { Store } from '#main/store/open.ts';
import { DEFAULT_THRESHOLD } from '#shared/domain/labels.ts';
import type { ExportFormat } from '#shared/domain/model-exports.ts';
import type { Run } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import { inspectWeights, type NamedWeights, weightsOfRun } from '../evaluation/weights.ts';
import { writeFileAtomically, writingFailed } from '../files/write.ts';
import { openEngine } from '../training/service.ts';
import { modelCard } from './card.ts';
import { collectFacts } from './collect.ts';
import type { CardFacts } from './facts.ts';

export const CARD_FILE = 'MODEL_CARD.md';

export type ModelExportRequest = {
  readonly weights: NamedWeights;
  readonly format: ExportFormat;
  /** Is made; nothing may be in it yet. */
  readonly folder: string;
};

export type ExportedModel = {
  /** Absolute. */
  readonly folder: string;
  readonly format: ExportFormat;
  /** In the folder. */
  readonly file: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** The text of MODEL_CARD.md. */
  readonly card: string;
};

export type ModelExportDependencies = {
  readonly spawnEngine: SpawnEngine;
  /** Null where there is no workspace: then the card says that the training is not known. */
  readonly store: Store | null;
  readonly version: string;
  readonly clock: () => number;
};

/** How far an export is. */
export const EXPORT_STEPS = 4;

export type ModelExportService = ReturnType<typeof createModelExportService>;

const SETTINGS = { threads: 0, num_workers: 1, device: 'cpu' } as const;

export function createModelExportService({ spawnEngine, store, version, clock }: ModelExportDependencies) {
  /** All of it or nothing. @throws conflict (something is there already), file_invalid, file_not_found, disk_full */
  const exportModel = async (
    { weights: named, format, folder }: ModelExportRequest,
    onStep: (done: number) => void = () => undefined,
  ): Promise<ExportedModel> => {
    const target = path.resolve(folder);
    await assertFree(target);
    const part = path.join(path.dirname(target), `.${path.basename(target).slice(0, 60)}.${randomUUID()}.partial`);
    try {
      await using engine = openEngine(spawnEngine, SETTINGS);
      const weights = await inspectWeights(engine, named, null);
      onStep(1);
      const { parameters } = await engine.run({ kind: 'describe-network', model: weights.model });
      const known: Pick<CardFacts, 'training' | 'tests' | 'frozen'> =
        store === null || named.run === null
          ? { training: null, tests: [], frozen: null }
          : await collectFacts(store, named.run, weights.sha256);
      onStep(2);
      await mkdir(part, { recursive: true }).catch((cause: unknown) => {
        throw writingFailed(target, cause);
      });
      const threshold = known.frozen?.threshold ?? DEFAULT_THRESHOLD;
      const written = await engine.run({
        ...{ kind: 'export-model', format, source: named.file, folder: part, threshold, version },
      });
      onStep(3);
      const { file, sha256, sizeBytes } = written;
      const card = modelCard({
        ...known,
        ...{ format, file, sizeBytes, parameters, version, fileSha256: sha256, weightsSha256: weights.sha256 },
        name: named.run?.name ?? path.parse(named.file).name,
        model: weights.model,
        crop: weights.crop,
        madeAtMs: clock(),
      });
      await writeFileAtomically(path.join(part, CARD_FILE), card);
      await putInPlace(part, target);
      onStep(EXPORT_STEPS);
      return { folder: target, format, file, sha256, sizeBytes, card };
    } catch (error) {
      await rm(part, { recursive: true, force: true });
      throw error;
    }
  };
  return { exportModel };
}

const LastRecord = z.object({ weights: z.object({ file: z.string().regex(/^[\w.-]+$/) }) });

/** `best`, `last`, an epoch or a file; `best` where none is named. @throws not_found, file_not_found, file_invalid */
export async function exportedWeights(
  store: Store,
  { run, workspace, checkpoint }: { readonly run: Run; readonly workspace: string; readonly checkpoint: string | null },
): Promise<NamedWeights> {
  if (checkpoint !== 'last') return weightsOfRun(store, { run, workspace, checkpoint });
  const record = path.join(workspace, run.folder, store.checkpoints.get(run.id, 'last').file);
  const last = LastRecord.safeParse(await readJson(record));
  if (!last.success) throw new AppError('file_invalid', `"${record}" does not say where the last weights are.`);
  return { file: path.join(path.dirname(record), last.data.weights.file), run };
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('file_not_found', `"${file}" cannot be read.`, { cause });
  });
  try {
    return JSON.parse(text);
  } catch {
    return null; // it is no record either
  }
}

async function assertFree(target: string): Promise<void> {
  if (/\.(onnx|safetensors|pb)$/i.test(target))
    throw new AppError(
      'usage',
      `"${path.basename(target)}" is a name for a file; an export is a folder, with the model and its card in it.`,
      {
        hint: `Name a folder, such as ${path.parse(target).name}.`,
      },
    );
  const found = await readdir(target).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw new AppError('conflict', `"${target}" is there already, and is no folder.`, { hint: 'Name another.', cause });
  });
  if (found.length === 0) return;
  throw new AppError('conflict', `There is something in "${target}" already.`, {
    hint: 'Name another folder, or empty it first: nothing is written over.',
  });
}

async function putInPlace(part: string, target: string): Promise<void> {
  await rmdir(target).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw writingFailed(target, cause); // an empty one may be there, anything else not
  });
  await rename(part, target).catch((cause: unknown) => {
    throw writingFailed(target, cause);
  });
}
