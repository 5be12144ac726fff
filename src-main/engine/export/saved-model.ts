/** A trained network as a SavedModel that needs nothing but TensorFlow: weights are constants, and it takes pictures as they come out of a decoder. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type WrittenFile, writeFileAtomically } from '../checkpoints/atomic-write.ts';
import type { Model } from '../networks/model.ts';
import { toTensorflow } from '../networks/parameters.ts';
import { attribute, only, type Value } from '../tensorflow/graph.ts';
import { constant, identity } from '../tensorflow/ops/arithmetic.ts';
import { encodeSavedModel, SAVED_MODEL_FILE } from '../tensorflow/saved-model.ts';
import type { ValuesOf } from './onnx/translation.ts';
import { EXTRA_FILE } from './read-saved-model.ts';

/** serving_default: images [N, H, W, C] uint8 -> scores [N], P(fake), and logits [N, classes], float32. */
export async function writeServedModel(
  folder: string,
  { model, valuesOf, metadata }: { readonly model: Model; readonly valuesOf: ValuesOf; readonly metadata: string },
): Promise<WrittenFile> {
  const { evaluation, inputs, parameters } = model;
  const outputs = {
    scores: firstColumn(evaluation.scores, 'scores'),
    logits: identity(evaluation.logits, { name: 'logits' }),
  };
  const constants = new Map(
    parameters.map((parameter) => [parameter.variable.value.node, toTensorflow(parameter, valuesOf(parameter))]),
  );
  const signature = { inputs: { images: inputs.images }, outputs };
  await mkdir(path.join(folder, path.dirname(EXTRA_FILE)), { recursive: true });
  await writeFile(path.join(folder, EXTRA_FILE), metadata);
  return await writeFileAtomically(
    path.join(folder, SAVED_MODEL_FILE),
    encodeSavedModel(model.graph, { constants, signature }),
  );
}

/** [N, classes] -> [N]. */
function firstColumn(x: Value, name: string): Value {
  const scalar = (value: number) => constant(x.graph, value, { dtype: 'int32' });
  return only(
    x.graph.add('GatherV2', [x, scalar(0), scalar(1)], {
      name,
      attributes: {
        Tparams: attribute.type(x.dtype),
        Tindices: attribute.type('int32'),
        Taxis: attribute.type('int32'),
        batch_dims: attribute.int(0),
      },
      outputs: [{ dtype: x.dtype, shape: [x.shape[0] ?? null] }],
    }),
  );
}
