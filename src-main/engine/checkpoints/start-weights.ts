/**
 * Weights that a training begins with, of whatever network of the same kind they were trained for: a first layer for other colours and a last one for
 * other classes are left to chance, everything else has to fit. Names are those of torchvision, today's and, for DenseNet, those before.
 */
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { ModelSession } from '../networks/model-session.ts';
import { initialValues, type Parameter, torchValues, toTorch } from '../networks/parameters.ts';
import { readPyTorchStateDict } from './pytorch.ts';
import { readSafetensors } from './safetensors.ts';
import { type NamedTensors, toFloat32 } from './tensor-file.ts';
import { invalidFile } from './weights-file.ts';

/** Counters of batch norm's, which PyTorch's files have since 0.4.1 and which say nothing about a network. */
const COUNTER = '.num_batches_tracked';

/** `norm.1.weight` became `norm1.weight` when names of modules lost their dots; torchvision's files kept the old ones (densenet.py: `_load_state_dict`). */
const OLD_DENSE_LAYER = /^(.*denselayer\d+\.(?:norm|relu|conv))\.([12]\.(?:weight|bias|running_mean|running_var))$/;

/** Where the JSON of a safetensors file begins: PyTorch's formats have no "{" there. */
const SAFETENSORS_BRACE_AT = 8;

/** Of a safetensors file, or of one of PyTorch's; by what the file is, not by its name. @throws file_invalid, file_not_found */
export async function readNamedTensors(
  file: string,
): Promise<{ readonly tensors: NamedTensors; readonly sha256: string }> {
  return (await isSafetensors(file)) ? readSafetensors(file) : readPyTorchStateDict(file);
}

async function isSafetensors(file: string): Promise<boolean> {
  const handle = await open(file, 'r').catch(() => null); // what is wrong with it the reader says
  if (handle === null) return false;
  await using _ = handle;
  const start = Buffer.alloc(SAFETENSORS_BRACE_AT + 1);
  await handle.read(start, 0, start.length, 0).catch(() => undefined);
  return start[SAFETENSORS_BRACE_AT] === 0x7b || file.endsWith('.safetensors');
}

export type StartWeights = {
  /** In torchvision's layout; a parameter without an entry is drawn anew. */
  readonly values: ReadonlyMap<string, Float32Array>;
  /** A sentence for each layer that is drawn anew. */
  readonly notes: readonly string[];
};

/**
 * @param parameters in torchvision's order, so that the first and the last layer are known
 * @throws file_invalid where a layer between has another shape or is missing, or the file has one that the network lacks
 */
export function fitStartWeights(
  parameters: readonly Parameter[],
  { tensors, file }: { readonly tensors: NamedTensors; readonly file: string },
): StartWeights {
  const named = withNamesOfToday(tensors);
  const known = new Set(parameters.map(({ name }) => name));
  const foreign = [...named.keys()].filter((name) => !known.has(name) && !name.endsWith(COUNTER));
  if (foreign.length > 0)
    throw invalidFile(file, `it has "${foreign[0]}", which this network lacks (${foreign.length} such tensors)`, {
      hint: "Are these weights of another network? Names are torchvision's.",
    });
  const ends = [parameters.at(0), parameters.at(-1)].map((parameter) => layerOf(parameter?.name ?? ''));
  const anew = new Map<string, string>();
  for (const { name, torchShape } of parameters) {
    const shape = named.get(name)?.shape;
    const layer = layerOf(name);
    if (shape === undefined || !ends.includes(layer) || shape.join() === torchShape.join() || anew.has(layer)) continue;
    anew.set(
      layer,
      `${layer} is drawn anew: ${name} has the shape [${shape.join(', ')}] in ${path.basename(file)} and [${torchShape.join(', ')}] here.`,
    );
  }
  const weights = new Map(
    [...named].map(([name, tensor]) => [name, { shape: tensor.shape, values: toFloat32(tensor) }]),
  );
  const kept = parameters.filter(({ name }) => !anew.has(layerOf(name)));
  return {
    values: new Map(kept.map((parameter) => [parameter.name, torchValues(parameter, weights, path.basename(file))])),
    notes: [...anew.values()],
  };
}

/** Reads `file` into the session; what it cannot fill is drawn as `seed` says. `notify` hears which file it was and what was drawn anew. @throws file_invalid, file_not_found */
export async function writeStartWeights(
  session: ModelSession,
  file: string,
  { seed, notify }: { readonly seed: number; readonly notify: (text: string) => void },
): Promise<void> {
  const { tensors, sha256 } = await readNamedTensors(file);
  const { values, notes } = fitStartWeights(session.model.parameters, { tensors, file });
  notify(`Begins with the weights of ${path.basename(file)} (SHA-256 ${sha256}).`);
  for (const note of notes) notify(note);
  session.writeWeights((parameter) => values.get(parameter.name) ?? toTorch(parameter, initialValues(parameter, seed)));
}

function withNamesOfToday(tensors: NamedTensors): NamedTensors {
  return new Map([...tensors].map(([name, tensor]) => [name.replace(OLD_DENSE_LAYER, '$1$2'), tensor]));
}

/** "layer1.0.conv1.weight" -> "layer1.0.conv1" */
const layerOf = (name: string): string => name.slice(0, name.lastIndexOf('.'));
