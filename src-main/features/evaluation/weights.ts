/** Which weights are meant by what a user named: a run, one of its checkpoints, or a file. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Engine } from '#main/engine/client.ts';
import type { ModelSettings } from '#main/engine/messages.ts';
import type { Store } from '#main/store/open.ts';
import { checkpointCandidates } from '#shared/config/checkpoint-candidates.ts';
import type { Run } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';

export type NamedWeights = {
  /** Absolute. */
  readonly file: string;
  /** Null where the file belongs to no run that was named. */
  readonly run: Run | null;
};

export type Weights = NamedWeights & {
  readonly sha256: string;
  readonly model: ModelSettings;
  /** How images were read in training. */
  readonly crop: boolean;
};

/** `best` unless an epoch, `best` or a file is named. @throws not_found, file_not_found */
export function weightsOfRun(
  store: Store,
  { run, workspace, checkpoint }: { run: Run; workspace: string; checkpoint: string | null },
): NamedWeights {
  const wanted = checkpoint ?? 'best';
  const folder = path.join(workspace, run.folder);
  if (wanted === 'best') return { file: path.join(folder, store.checkpoints.get(run.id, 'best').file), run };
  if (/^\d+$/.test(wanted)) {
    const found = store.checkpoints
      .list(run.id)
      .find(({ kind, epoch }) => kind === 'epoch' && epoch === Number(wanted));
    if (found === undefined) {
      const kept = store.checkpoints.list(run.id).filter(({ kind }) => kind === 'epoch');
      throw new AppError('not_found', `Run "${run.name}" has no checkpoint of epoch ${wanted}.`, {
        hint:
          kept.length === 0
            ? 'It completed no epoch.'
            : `It has those of epochs ${kept.map(({ epoch }) => epoch).join(', ')}.`,
      });
    }
    return { file: path.join(folder, found.file), run };
  }
  return { ...weightsFile(wanted), run };
}

/** A .pth name of the reference's configurations finds the .safetensors beside it. @throws file_not_found, file_invalid */
export function weightsFile(named: string): NamedWeights {
  const found = existingWeights(named, 'Name a .safetensors file, or a run with --run; `facet runs` lists them.');
  if (/\.(pth|pt|bin|ckpt)$/.test(found)) {
    throw new AppError('file_invalid', `"${found}" is a file of PyTorch's.`, {
      hint: `Make it a safetensors file first: facet weights import ${found} ${found.replace(/\.\w+$/, '.safetensors')}`,
    });
  }
  return { file: path.resolve(found), run: null };
}

/** As written, or the .safetensors beside it. @throws file_not_found */
export function existingWeights(named: string, hint: string): string {
  const found = checkpointCandidates(named).find((candidate) => existsSync(candidate));
  if (found !== undefined) return found;
  throw new AppError('file_not_found', `There is no file of weights "${named}".`, { hint });
}

/** `fallback`: what a configuration says, for files that do not say it themselves. @throws file_invalid */
export async function inspectWeights(
  engine: Engine,
  named: NamedWeights,
  fallback: { readonly model: ModelSettings; readonly crop: boolean } | null,
): Promise<Weights> {
  const { sha256, trained } = await engine.run({ kind: 'inspect-weights', file: named.file });
  const known = trained ?? fallback;
  if (known === null) {
    throw new AppError(
      'file_invalid',
      `"${named.file}" does not say which network and input size it belongs to: Facet did not write it.`,
      {
        hint: 'Name the configuration it was trained with: --config.',
      },
    );
  }
  return { ...named, sha256, model: { ...known.model }, crop: known.crop };
}
