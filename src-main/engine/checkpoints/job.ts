/** `weights import` as a job: files of PyTorch's are read where nothing else is at stake. */
import type { ResultOf } from '../messages.ts';
import { importPyTorchWeights } from './import.ts';

export async function runWeightsImport({
  source,
  target,
}: {
  source: string;
  target: string;
}): Promise<ResultOf<'import-weights'>> {
  const { tensors, parameters, notes } = await importPyTorchWeights(source, target);
  return { kind: 'import-weights', tensors, parameters, notes };
}
