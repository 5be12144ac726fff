/** The table of layers as torchsummary 1.5.1 prints it, columns, totals and formulas. */
import { grouped } from './numbers.ts';

/** In the order of the forward pass. */
export type LayerRow = {
  readonly type: string;
  /** PyTorch's, [C, H, W] or [C], without the batch. */
  readonly outputShape: readonly number[];
  readonly parameters: number;
};

export type LayerTableTotals = {
  readonly parameters: number;
  readonly trainableParameters: number;
  /** Of a batch of float32 images. */
  readonly inputSizeMib: number;
  /** Every layer's output twice: once forward, once as a gradient. */
  readonly forwardBackwardMib: number;
  readonly parametersMib: number;
  readonly totalMib: number;
};

export type TotalsOptions = {
  /** [C, H, W]. */
  readonly inputShape: readonly number[];
  readonly batchSize: number;
  /** Parameters that training leaves as they are. */
  readonly frozenParameters?: number;
};

const BYTES_PER_NUMBER = 4;
const BYTES_PER_MIB = 2 ** 20;
const RULE = '-'.repeat(64);
const DOUBLE_RULE = '='.repeat(64);

export function layerTableTotals(
  rows: readonly LayerRow[],
  { inputShape, batchSize, frozenParameters = 0 }: TotalsOptions,
): LayerTableTotals {
  const parameters = rows.reduce((sum, row) => sum + row.parameters, 0);
  const outputs = rows.reduce((sum, row) => sum + product(row.outputShape), 0) * batchSize;
  const inputSizeMib = mib(product(inputShape) * batchSize);
  const forwardBackwardMib = mib(2 * outputs);
  const parametersMib = mib(parameters);
  return {
    parameters,
    trainableParameters: parameters - frozenParameters,
    inputSizeMib,
    forwardBackwardMib,
    parametersMib,
    totalMib: inputSizeMib + forwardBackwardMib + parametersMib,
  };
}

export function layerTable(rows: readonly LayerRow[], options: TotalsOptions): string {
  const totals = layerTableTotals(rows, options);
  return [
    RULE,
    tableLine('Layer (type)', 'Output Shape', 'Param #'),
    DOUBLE_RULE,
    ...rows.map(({ type, outputShape, parameters }, i) =>
      tableLine(`${type}-${i + 1}`, `[${[options.batchSize, ...outputShape].join(', ')}]`, grouped(parameters)),
    ),
    DOUBLE_RULE,
    `Total params: ${grouped(totals.parameters)}`,
    `Trainable params: ${grouped(totals.trainableParameters)}`,
    `Non-trainable params: ${grouped(totals.parameters - totals.trainableParameters)}`,
    RULE,
    `Input size (MB): ${totals.inputSizeMib.toFixed(2)}`,
    `Forward/backward pass size (MB): ${totals.forwardBackwardMib.toFixed(2)}`,
    `Params size (MB): ${totals.parametersMib.toFixed(2)}`,
    `Estimated Total Size (MB): ${totals.totalMib.toFixed(2)}`,
    RULE,
  ].join('\n');
}

const tableLine = (layer: string, shape: string, parameters: string) =>
  `${layer.padStart(20)}  ${shape.padStart(25)} ${parameters.padStart(15)}`;

const product = (sizes: readonly number[]) => sizes.reduce((result, size) => result * size, 1);
const mib = (numbers: number) => (numbers * BYTES_PER_NUMBER) / BYTES_PER_MIB;
