/** What tests/parity/expected_networks.py wrote about a network, and how ours is compared with it: see ARCHITECTURE.md, "Agreement with PyTorch". */
import type { Model } from '#main/engine/networks/model.ts';
import type { ImageBatch, ModelSession } from '#main/engine/networks/model-session.ts';
import { type Parameter, tensorflowPosition } from '#main/engine/networks/parameters.ts';
import type { Fetched } from '#main/engine/tensorflow/session.ts';
import type { CamMethod } from '#shared/domain/explanations.ts';
import type { NetworkName } from '#shared/domain/networks.ts';
import {
  largestDifference,
  type PackedLevels,
  type ReadableTensor,
  readExpectations,
  sampledDistance,
  unpacked,
} from '#tests/helpers/expectations.ts';
import { formulaImages, formulaLabels, formulaParameter, formulaParameterAt } from '#tests/helpers/formula.ts';
import type { Sizes } from './network-settings.ts';

export type Layouts<T> = { readonly contiguous: T; readonly channelsLast: T };
export type ImageSize = { readonly count: number; readonly height: number; readonly width: number };
export type StateKind = 'parameters' | 'runningMeans' | 'runningVars';
type Rows = readonly (readonly number[])[];
/** By the parts of a name; at the end the type, the shape and, of a parameter, the word "trained". */
export type StateTree = { readonly [part: string]: StateTree | string };
/** Of every trained parameter, in order: a constant, or a distribution around 0 with its deviation or bound. */
export type InitialDistribution = number | readonly [kind: 'normal' | 'uniform', spread: number];

export type ExpectedStep = {
  readonly logits: Rows;
  readonly loss: number;
  readonly gradientSample: string;
  readonly float32: Layouts<{ readonly logits: number; readonly gradients: number }>;
};

export type ExpectedNetwork = {
  readonly gain: number;
  readonly parameterCount: number;
  readonly state: StateTree;
  /** Type, output shape without the batch, parameters; at 224 x 224. */
  readonly layers: readonly (readonly [string, readonly number[], number])[];
  /** Rows and columns of each layer that heat maps can read. */
  readonly grids: Readonly<Record<'fullSize' | 'unusual', Readonly<Record<string, readonly [number, number]>>>>;
  readonly initial: Readonly<Record<'authors' | 'defaults', readonly InitialDistribution[]>>;
  /** What is left to chance in training, in the order of the forward pass; `shape` of its random numbers, without the batch. */
  readonly chances: readonly (readonly [
    place: string,
    kind: 'dropout' | 'rows',
    rate: number,
    shape: readonly number[],
  ])[];
  readonly evaluation: { readonly images: ImageSize; readonly logits: Rows };
  readonly maps: {
    readonly classes: Readonly<Record<'predicted' | 'chosen', readonly number[]>>;
    readonly maps: readonly {
      readonly method: CamMethod;
      readonly layer: string;
      readonly classes: 'predicted' | 'chosen';
      readonly shape: readonly number[];
      readonly values: PackedLevels;
      readonly float32: Layouts<number>;
    }[];
  };
  readonly training: {
    readonly images: ImageSize;
    readonly samples: number;
    readonly step: ExpectedStep;
    readonly adam: {
      readonly steps: number;
      readonly lr: number;
      readonly weightDecay: number;
      readonly losses: readonly number[];
      readonly state: Readonly<Partial<Record<StateKind, string>>>;
      readonly float32: Layouts<{ readonly losses: readonly number[] } & Readonly<Partial<Record<StateKind, number>>>>;
    };
  };
  readonly unusual: {
    readonly images: ImageSize;
    readonly samples: number;
    readonly logits: Rows;
    readonly step: ExpectedStep;
  };
};

export const expectationsOf = (network: NetworkName) => readExpectations<ExpectedNetwork>(`networks/${network}`);

/** Training a whole network in float32: no further from float64 than three times PyTorch's own worst layout. */
export const ROOM = 3;
export const worst = <T>({ contiguous, channelsLast }: Layouts<T>, figure: (own: T) => number) =>
  Math.max(figure(contiguous), figure(channelsLast));

/** The formula's images, of which grey ones are the first channel, and labels. */
export function formulaBatch(
  size: ImageSize,
  { channels, classes }: Pick<Sizes, 'channels' | 'classes'>,
  name = 'images',
): ImageBatch {
  const pixels = formulaImages({ ...size, name });
  return {
    pixels: channels === 3 ? pixels : pixels.filter((_, i) => i % 3 === 0),
    labels: formulaLabels(size.count, classes),
  };
}

/** Fills a network with the formula's weights and running statistics. */
export const setFormula = (session: ModelSession, gain: number): void =>
  session.writeWeights(({ name, torchShape }) => formulaParameter(name, torchShape, gain));

/** A parameter's values, as TensorFlow gave them, in PyTorch's order. */
export function readable(parameter: Parameter, fetched: Fetched | undefined): ReadableTensor {
  const values = fetched?.data ?? [];
  return {
    name: parameter.name,
    count: values.length,
    at: (position) => values[tensorflowPosition(parameter, position)] as number,
  };
}

/** A parameter as the formula fills it. */
export const atStart = ({ name, torchShape }: Parameter, gain: number): ReadableTensor => ({
  name,
  count: torchShape.reduce((product, size) => product * size, 1),
  at: (position) => formulaParameterAt({ name, torchShape, gain }, position),
});

/** How far a training step's logits and gradients are from PyTorch's float64, in PyTorch's own worst float32 distances. */
export function stepDistances(
  model: Model,
  [logits, ...slopes]: readonly Fetched[],
  { step, samples }: { readonly step: ExpectedStep; readonly samples: number },
): { readonly logits: number; readonly gradients: number } {
  const trained = model.parameters.filter((parameter) => parameter.isTrained);
  const tensors = trained.map((parameter, i) => readable(parameter, slopes[i]));
  const gradients = sampledDistance(tensors, unpacked(step.gradientSample), { most: samples });
  return {
    logits: largestDifference(logits?.data ?? [], step.logits.flat()) / worst(step.float32, (own) => own.logits),
    gradients: gradients / worst(step.float32, (own) => own.gradients),
  };
}
