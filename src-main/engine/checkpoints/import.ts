/** From PyTorch's files to safetensors. */
import { basename, resolve } from 'node:path';
import { AppError } from '#shared/errors.ts';
import type { WrittenFile } from './atomic-write.ts';
import { type PyTorchStateDict, readPyTorchStateDict } from './pytorch.ts';
import { writeSafetensors } from './safetensors.ts';
import { elementCount } from './tensor-file.ts';

export type ImportSummary = WrittenFile & {
  readonly tensors: number;
  /** Trainable values: all but batch norm's running statistics and counters. */
  readonly parameters: number;
  /** What was done beside copying, a sentence each: what the state dict was taken from, what was left out. */
  readonly notes: string[];
};

/** The names of batch norm's buffers (torch/nn/modules/batchnorm.py). */
const BUFFER = /(?:^|\.)(?:running_mean|running_var|num_batches_tracked)$/;
const MAX_NAMES_SHOWN = 12;

/**
 * Writes the weights of `source` to `target` with the same names, types and layout. A file at `target` is replaced; its metadata
 * say where the weights came from.
 */
export async function importPyTorchWeights(source: string, target: string): Promise<ImportSummary> {
  if (resolve(source) === resolve(target))
    throw new AppError('usage', `"${target}" is the file to import and cannot be the one to write.`, {
      hint: 'Give the output another name, for example one that ends in .safetensors.',
    });
  const stateDict = await readPyTorchStateDict(source);
  const tensors = [...stateDict.tensors.values()];
  const metadata = { format: 'pt', source: basename(source), source_sha256: stateDict.sha256 };
  const written = await writeSafetensors(target, tensors, metadata);
  const parameters = tensors.filter(({ name }) => !BUFFER.test(name));
  return {
    ...written,
    tensors: tensors.length,
    parameters: parameters.reduce((sum, { shape }) => sum + elementCount(shape), 0),
    notes: notesOn(stateDict),
  };
}

function notesOn({ format, takenFrom, hadModulePrefix, ignored }: PyTorchStateDict): string[] {
  const notes: string[] = [];
  if (format === 'legacy') notes.push('The file is in the format of PyTorch before 1.6.');
  if (takenFrom !== null) notes.push(`The weights were taken from the entry "${takenFrom}".`);
  if (hadModulePrefix) notes.push('The prefix "module." was taken off every name (it comes from DataParallel).');
  const more = ignored.length > MAX_NAMES_SHOWN ? ` and ${ignored.length - MAX_NAMES_SHOWN} more` : '';
  if (ignored.length > 0) notes.push(`Left out: ${ignored.slice(0, MAX_NAMES_SHOWN).join(', ')}${more}.`);
  return notes;
}
