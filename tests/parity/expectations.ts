/** Reads what tests/parity/expectations.py wrote: numbers of PyTorch, torchvision and the grad-cam package with their provenance (`madeWith`). */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** base64 of little-endian float32, as every machine that Facet runs on lays it out. */
const Packed = z.base64().transform((text) => {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'));
  return new Float32Array(bytes.buffer);
});
const Numbers = z.array(z.number());
const Named = z.tuple([z.string(), z.array(z.int())]);
const Images = z.object({ name: z.string(), count: z.int(), height: z.int(), width: z.int() });
/** A figure of PyTorch's own float32, in both memory formats. */
const inFloat32 = <T extends z.ZodType>(figure: T) => z.object({ contiguous: figure, channelsLast: figure });
/** PyTorch's own distance over all entries, and as the sample of them estimates it: the one to compare with. */
const Distance = z.object({ whole: z.number(), sampled: z.number() });

export const ResNet18Expectations = z.object({
  images: Images,
  parameterCount: z.int(),
  /** Trained ones, in torchvision's order and shapes. */
  parameters: z.array(Named),
  /** running_mean and running_var of every batch norm. */
  statistics: z.array(Named),
  /** torchsummary's table: type, output shape [C, H, W] or [C], trained parameters. */
  layers: z.array(z.tuple([z.string(), z.array(z.int()), z.int()])),
  evaluation: z.object({ logits: z.array(Numbers), float32: inFloat32(z.object({ logits: z.number() })) }),
  /** Training mode, before any update. */
  step: z.object({
    logits: z.array(Numbers),
    loss: z.number(),
    gradientNorms: Numbers,
    gradientSample: Packed,
    float32: inFloat32(z.object({ logits: z.number(), loss: z.number(), gradients: Distance })),
  }),
  /** Five steps; step k trains on the images named `<images.name>/<k>`. */
  adam: z.object({
    steps: z.int(),
    lr: z.number(),
    weightDecay: z.number(),
    losses: Numbers,
    samples: z.object({ parameters: Packed, runningMeans: Packed, runningVars: Packed }),
    float32: inFloat32(
      z.object({ losses: Numbers, parameters: Distance, runningMeans: Distance, runningVars: Distance }),
    ),
  }),
});
export type ResNet18Expectations = z.infer<typeof ResNet18Expectations>;

export const GradCamExpectations = z.object({
  images: Images,
  classes: z.object({ predicted: z.array(z.int()), chosen: z.array(z.int()) }),
  /** Raw maps [N, rows, columns], >= 0, evaluation mode, float64 rounded to float32. */
  maps: z.array(
    z.object({
      layer: z.string(),
      classes: z.enum(['predicted', 'chosen']),
      shape: z.tuple([z.int(), z.int(), z.int()]),
      values: Packed,
      float32: inFloat32(z.number()),
    }),
  ),
});

const Optimizer = { lr: z.number(), weight_decay: z.number(), eps: z.number(), values: z.array(Numbers) };
export const OptimizerExpectations = z.object({
  initial: Numbers,
  gradients: z.array(Numbers),
  /** `values` after each step. */
  cases: z.array(
    z.discriminatedUnion('type', [
      z.object({ type: z.literal('Adam'), betas: z.tuple([z.number(), z.number()]), ...Optimizer }),
      z.object({ type: z.literal('Adadelta'), rho: z.number(), ...Optimizer }),
    ]),
  ),
});

/** An input of an operation: formulaTensor(`<case>/<key>`, size, { scale, offset }). */
const Input = z.object({ shape: z.array(z.int()), scale: z.number(), offset: z.number() });
/** Activations [N, H, W, C], parameters as torchvision; flat. Gradients are those of sum(y x formulaTensor(`<name>/upstream`, size of y)). */
const Operation = z.object({
  name: z.string(),
  inputs: z.record(z.string(), Input),
  outputShape: z.array(z.int()),
  output: Numbers,
  gradients: z.record(z.string(), Numbers),
});
export const OperationExpectations = z.object({
  convolutions: z.array(Operation.extend({ kernel: z.int(), stride: z.int(), padding: z.int() })),
  maxPools: z.array(Operation.extend({ size: z.int(), stride: z.int(), padding: z.int() })),
  batchNorms: z.array(
    Operation.extend({
      isTraining: z.boolean(),
      epsilon: z.number(),
      momentum: z.number(),
      runningMeanAfter: Numbers,
      runningVarAfter: Numbers,
    }),
  ),
  relu: Operation,
  add: Operation,
  averagePool: Operation,
  linear: Operation,
  crossEntropy: z.object({
    name: z.string(),
    inputs: z.object({ logits: Input }),
    labels: z.array(z.int()),
    losses: Numbers,
    mean: z.number(),
    gradients: z.object({ logits: Numbers }),
  }),
});

export const resnet18Expectations = () => ResNet18Expectations.parse(read('resnet18'));
export const gradCamExpectations = () => GradCamExpectations.parse(read('gradcam'));
export const optimizerExpectations = () => OptimizerExpectations.parse(read('optimizers'));
export const operationExpectations = () => OperationExpectations.parse(read('ops'));

/** PyTorch's own worst float32 figure, whichever the memory format. */
export const worst = (own: { readonly contiguous: number; readonly channelsLast: number }) =>
  Math.max(own.contiguous, own.channelsLast);

const read = (name: string): unknown =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`./${name}.expected.json`, import.meta.url)), 'utf8'));
