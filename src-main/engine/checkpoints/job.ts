/** Files of weights as jobs: they come from strangers, and are read where nothing else is at stake. */

import { AppError } from '#shared/errors.ts';
import { readModel } from '../export/read-model.ts';
import type { ResultOf } from '../messages.ts';
import { createModel } from '../networks/model.ts';
import { torchValues } from '../networks/parameters.ts';
import { importPyTorchWeights } from './import.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';
import { elementCount, toFloat32 } from './tensor-file.ts';
import { readTrainedMetadata } from './trained-metadata.ts';

export async function runWeightsImport({
  source,
  target,
}: {
  source: string;
  target: string;
}): Promise<ResultOf<'import-weights'>> {
  const { tensors, parameters, notes } = await importPyTorchWeights(source, target);
  return { kind: 'import-weights', tensors, parameters, notes: [...notes] };
}

export async function runWeightsInspection({ file }: { file: string }): Promise<ResultOf<'inspect-weights'>> {
  const { sha256, tensors, metadata } = await readModel(file);
  const parameters = [...tensors.values()].reduce((sum, { shape }) => sum + elementCount(shape), 0);
  return { kind: 'inspect-weights', sha256, tensors: tensors.size, parameters, trained: readTrainedMetadata(metadata) };
}

/** @throws file_invalid where the file is no whole network of the kind it says */
export async function runWeightsExport({
  source,
  target,
}: {
  source: string;
  target: string;
}): Promise<ResultOf<'export-weights'>> {
  const { tensors, metadata } = await readSafetensors(source);
  const trained = readTrainedMetadata(metadata);
  if (trained === null) {
    throw new AppError('file_invalid', `${source} does not say which network it belongs to: Facet did not write it.`, {
      hint: 'Only checkpoints of Facet are exported; other safetensors files can be used as they are.',
    });
  }
  const values = new Map(
    [...tensors.values()].map((tensor) => [tensor.name, { shape: tensor.shape, values: toFloat32(tensor) }]),
  );
  for (const parameter of createModel(trained.model, null).parameters) torchValues(parameter, values, source);
  const written = await writeSafetensors(target, tensors.values(), Object.fromEntries(metadata));
  return { kind: 'export-weights', ...written, tensors: tensors.size };
}
