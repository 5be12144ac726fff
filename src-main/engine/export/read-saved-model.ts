/**
 * Weights and settings out of a SavedModel that Facet wrote. Its graph is not run, since a graph may read and write files: the constants of its parameters are
 * taken, and the network is Facet's own, by the name in `assets.extra/facet.json` (a folder that SavedModels keep for those who make them).
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { elementCount, float32Tensor, type NamedTensor } from '../checkpoints/tensor-file.ts';
import { readTrainedMetadata } from '../checkpoints/trained-metadata.ts';
import { codeOf, invalidFile, readWholeFile } from '../checkpoints/weights-file.ts';
import { createModel } from '../networks/model.ts';
import { type Parameter, toTorch } from '../networks/parameters.ts';
import { type Fail, type Field, readFields, textOf } from '../protobuf/read.ts';
import { SAVED_MODEL_FIELDS as FIELDS, SAVED_MODEL_FILE } from '../tensorflow/saved-model.ts';
import type { ReadModel } from './read-model.ts';

export const EXTRA_FILE = path.join('assets.extra', 'facet.json');

/** Tensors under torchvision's names, in its layout. @throws file_invalid (damaged, or not Facet's), file_not_found */
export async function readSavedModel(folder: string): Promise<ReadModel> {
  const file = path.join(folder, SAVED_MODEL_FILE);
  const fail: Fail = (fact) => invalidFile(file, fact);
  const metadata = await readMetadata(folder);
  const trained = readTrainedMetadata(metadata);
  if (trained === null) return { metadata, tensors: new Map(), sha256: '' };
  const { bytes, sha256 } = await readWholeFile(file);
  const { parameters } = createModel({ ...trained.model }, null);
  const byNode = new Map(parameters.map((parameter) => [parameter.variable.value.node.name, parameter]));
  const tensors = new Map<string, NamedTensor>();
  for (const node of nodesOf(bytes, fail)) {
    const parameter = byNode.get(node.name);
    if (parameter === undefined) continue;
    const values = toTorch(parameter, valuesOf(node.message, { parameter, fail }));
    tensors.set(parameter.name, float32Tensor(parameter.name, values, parameter.torchShape));
  }
  return { metadata, tensors, sha256 };
}

/** Empty where there is none: then somebody else wrote the model. */
async function readMetadata(folder: string): Promise<ReadonlyMap<string, string>> {
  const file = path.join(folder, EXTRA_FILE);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return null;
    throw invalidFile(file, `it cannot be read (${codeOf(cause)})`, { cause });
  });
  return text === null ? new Map() : new Map([['facet', text]]);
}

type NodeBytes = { readonly name: string; readonly message: Uint8Array };

function* nodesOf(bytes: Uint8Array, fail: Fail): Generator<NodeBytes> {
  for (const metaGraph of inside(bytes, FIELDS.metaGraphs, fail))
    for (const graph of inside(metaGraph.bytes, FIELDS.graph, fail))
      for (const { bytes: message } of inside(graph.bytes, FIELDS.nodes, fail)) {
        const name = firstOf(message, FIELDS.nodeName, fail);
        if (name !== null) yield { name: textOf(name), message };
      }
}

/** Node -> attribute `value` -> tensor -> content. */
function valuesOf(
  message: Uint8Array,
  { parameter, fail }: { readonly parameter: Parameter; readonly fail: Fail },
): Float32Array {
  for (const { bytes: entry } of inside(message, FIELDS.attributes, fail)) {
    const key = firstOf(entry, 1, fail);
    if (key === null || textOf(key) !== 'value') continue;
    const value = firstOf(entry, 2, fail);
    const tensor = value && firstOf(value.bytes, FIELDS.tensor, fail);
    const content = tensor && firstOf(tensor.bytes, FIELDS.content, fail);
    const due = 4 * elementCount(parameter.torchShape);
    if (content?.bytes.length !== due)
      throw fail(`"${parameter.name}" has ${content?.bytes.length ?? 0} bytes of values, expected ${due}`);
    return new Float32Array(content.bytes.slice().buffer); // a view need not begin at a multiple of four
  }
  throw fail(`"${parameter.name}" is no constant`);
}

function* inside(message: Uint8Array, number: number, fail: Fail): Generator<Field> {
  for (const field of readFields(message, fail)) if (field.number === number) yield field;
}

function firstOf(message: Uint8Array, number: number, fail: Fail): Field | null {
  for (const field of inside(message, number, fail)) return field;
  return null;
}
