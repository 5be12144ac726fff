/** A trained network in any of the forms that Facet writes: safetensors, a SavedModel, ONNX, or the folder that an export made. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { readSafetensors } from '../checkpoints/safetensors.ts';
import type { NamedTensors } from '../checkpoints/tensor-file.ts';
import { readTrainedMetadata } from '../checkpoints/trained-metadata.ts';
import { invalidFile } from '../checkpoints/weights-file.ts';
import { SAVED_MODEL_FILE } from '../tensorflow/saved-model.ts';
import { readOnnx } from './onnx/read.ts';
import { readSavedModel } from './read-saved-model.ts';

export type ReadModel = {
  readonly metadata: ReadonlyMap<string, string>;
  /** Under torchvision's names, in its layout. */
  readonly tensors: NamedTensors;
  /** Of the file that holds them, in hexadecimal. */
  readonly sha256: string;
};

/** Names of the model's file in the folder of an export. */
export const EXPORTED_FILES = {
  safetensors: 'model.safetensors',
  onnx: 'model.onnx',
  savedmodel: SAVED_MODEL_FILE,
} as const;

/** @throws file_invalid (damaged, or a SavedModel or ONNX file that Facet did not write), file_not_found */
export async function readModel(named: string): Promise<ReadModel> {
  const file = modelFile(named);
  if (path.basename(file) === SAVED_MODEL_FILE) return own(file, await readSavedModel(path.dirname(file)));
  return file.endsWith('.onnx') ? own(file, await readOnnx(file)) : await readSafetensors(file);
}

/** The file of an export's folder; any other file is what it is. @throws file_invalid where a folder holds no model */
function modelFile(named: string): string {
  if (!existsSync(named) || !statSync(named).isDirectory()) return named;
  const found = Object.values(EXPORTED_FILES).find((name) => existsSync(path.join(named, name)));
  if (found !== undefined) return path.join(named, found);
  throw invalidFile(named, `the folder holds none of ${Object.values(EXPORTED_FILES).join(', ')}`, {
    hint: 'Name the folder that `facet export` made, or a file of weights.',
  });
}

/** Safetensors of others have names and layout in common with ours; these two forms have not. */
function own(file: string, model: ReadModel): ReadModel {
  if (readTrainedMetadata(model.metadata) !== null) return model;
  const kind = file.endsWith('.onnx') ? 'an ONNX file' : 'a SavedModel';
  throw invalidFile(file, `it is ${kind} that Facet did not write, or an earlier Facet`, {
    hint: 'Facet runs the networks that it trains. Run this one with onnxruntime or TensorFlow, or name safetensors of the same network.',
  });
}
