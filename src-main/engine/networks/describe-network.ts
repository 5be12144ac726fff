/** What a network is at an input size: its graph is written down, and nothing of it is run. */
import type { ModelSettings, ResultOf } from '../messages.ts';
import { createModel } from './model.ts';
import { totalValueCount } from './parameters.ts';

const FLOAT32_BYTES = 4;
/** Names, shapes and offsets of a tensor in a safetensors file, about. */
const HEADER_BYTES = 120;

export function describeNetwork({ model: settings }: { readonly model: ModelSettings }): ResultOf<'describe-network'> {
  const model = createModel(settings, null);
  const activations = model.layers.map(({ outputShape }) => outputShape.reduce((product, size) => product * size, 1));
  return {
    kind: 'describe-network',
    parameters: totalValueCount(model.parameters.filter(({ isTrained }) => isTrained)),
    weightsBytes: totalValueCount(model.parameters) * FLOAT32_BYTES + model.parameters.length * HEADER_BYTES,
    activationBytes: total(activations) * FLOAT32_BYTES,
    heatmapLayers: model.heatmaps.map(({ layer, rows, columns }) => ({ layer, rows, columns })),
    defaultLayer: model.defaultLayer,
  };
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
