/** The parameters of a network: torchvision's names, layouts and initial values over TensorFlow's variables. */
import { createRandom, mixSeeds, type Random } from '#shared/domain/random.ts';
import { AppError, assert } from '#shared/errors.ts';
import type { Graph } from '../tensorflow/graph.ts';
import { type Variable, variable } from '../tensorflow/variables.ts';

/** How PyTorch stores a parameter, and with it how it is transposed: conv [O, I, KH, KW], depthwise [C, 1, KH, KW], linear [out, in], vector [C]. */
export type ParameterLayout = 'conv' | 'depthwise' | 'linear' | 'vector';

export type InitialValue =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'normal'; readonly deviation: number }
  | { readonly kind: 'uniform'; readonly bound: number };

/** Around 0. */
export const normal = (deviation: number): InitialValue => ({ kind: 'normal', deviation });
export const uniform = (bound: number): InitialValue => ({ kind: 'uniform', bound });
export const ZERO: InitialValue = { kind: 'constant', value: 0 };

export type Parameter = {
  readonly name: string;
  readonly layout: ParameterLayout;
  /** PyTorch's shape. */
  readonly torchShape: readonly number[];
  /** False for running statistics. */
  readonly isTrained: boolean;
  readonly initial: InitialValue;
  readonly variable: Variable;
};

export type ParameterSpec = Omit<Parameter, 'name' | 'variable'>;

/** Creates each parameter once; the training and the evaluation side of a graph share them by name. */
export class ParameterStore {
  readonly #graph: Graph;
  readonly #byName = new Map<string, Parameter>();

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** In the order of their first use, which is torchvision's. */
  get all(): readonly Parameter[] {
    return [...this.#byName.values()];
  }

  get trained(): readonly Parameter[] {
    return this.all.filter((parameter) => parameter.isTrained);
  }

  get(name: string, spec: ParameterSpec): Parameter {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const shape = tensorflowShape(spec);
    const parameter = { ...spec, name, variable: variable(this.#graph, name, { shape }) };
    this.#byName.set(name, parameter);
    return parameter;
  }
}

/** [O, I, KH, KW] -> [KH, KW, I, O]; [C, 1, KH, KW] -> [KH, KW, C, 1], which is the same order of values; [out, in] -> [in, out]. */
function tensorflowShape({ layout, torchShape }: Pick<Parameter, 'layout' | 'torchShape'>): readonly number[] {
  const [o = 0, i = 0, h = 0, w = 0] = torchShape;
  if (layout === 'conv') return [h, w, i, o];
  if (layout === 'depthwise') return [h, w, o, i];
  return layout === 'linear' ? [i, o] : torchShape;
}

type Layout = Pick<Parameter, 'layout' | 'torchShape'>;

/** Values as PyTorch lays them out -> as TensorFlow does. Always a copy. */
export function toTensorflow(parameter: Layout, values: Float32Array): Float32Array<ArrayBuffer> {
  const result = new Float32Array(values.length);
  const extents = extentsOf(parameter, values.length);
  forEachRun(extents, (torch, tensorflow, count) => {
    for (let k = 0; k < count; k++) result[tensorflow + k] = values[torch + k * extents.row] as number;
  });
  return result;
}

/** The inverse of `toTensorflow`. */
export function toTorch(parameter: Layout, values: Float32Array): Float32Array<ArrayBuffer> {
  const result = new Float32Array(values.length);
  const extents = extentsOf(parameter, values.length);
  forEachRun(extents, (torch, tensorflow, count) => {
    for (let k = 0; k < count; k++) result[torch + k * extents.row] = values[tensorflow + k] as number;
  });
  return result;
}

/** Where the value that is at `position` in PyTorch's layout lies in TensorFlow's. */
export function tensorflowPosition(parameter: Layout, position: number): number {
  const { outputs, inputs, cells, row } = extentsOf(parameter);
  const place = position % row;
  const [output, input, cell] = [Math.floor(position / row), Math.floor(place / cells), place % cells];
  return (cell * inputs + input) * outputs + output;
}

/** A parameter in PyTorch's layout is [outputs, inputs, cells], in TensorFlow's [cells, inputs, outputs]; `row` = inputs x cells. */
type Extents = { readonly outputs: number; readonly inputs: number; readonly cells: number; readonly row: number };

function extentsOf({ torchShape }: Layout, count?: number): Extents {
  const [outputs = 1, inputs = 1, h = 1, w = 1] = torchShape;
  const row = inputs * h * w;
  assert(count === undefined || outputs * row === count, `${count} values fill ${torchShape}`);
  return { outputs, inputs, cells: h * w, row };
}

/** Values that are moved together: a line of the processor's cache on the one side, few enough rows on the other. */
const RUN_LENGTH = 16;

/** Calls `move` for runs of `count` values: neighbours from `tensorflow` on, `row` apart from `torch` on. */
function forEachRun(
  { outputs, inputs, cells, row }: Extents,
  move: (torch: number, tensorflow: number, count: number) => void,
): void {
  for (let first = 0; first < outputs; first += RUN_LENGTH) {
    const count = Math.min(RUN_LENGTH, outputs - first);
    for (let input = 0, place = 0; input < inputs; input++)
      for (let cell = 0; cell < cells; cell++, place++)
        move(first * row + place, (cell * inputs + input) * outputs + first, count);
  }
}

/** How many values it has. */
export const valueCount = ({ torchShape }: Pick<Parameter, 'torchShape'>): number =>
  torchShape.reduce((product, size) => product * size, 1);

/** Of all of them together. */
export const totalValueCount = (parameters: readonly Parameter[]): number =>
  parameters.reduce((sum, parameter) => sum + valueCount(parameter), 0);

/**
 * Initial values in TensorFlow's layout, a function of (seed, name): a network starts the same wherever and in whatever order it is built.
 */
export function initialValues(parameter: Parameter, seed: number): Float32Array<ArrayBuffer> {
  const count = valueCount(parameter);
  const { initial } = parameter;
  if (initial.kind === 'constant') return new Float32Array(count).fill(initial.value);
  const random = createRandom(seed, hashOf(parameter.name));
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = draw(initial, random);
  return toTensorflow(parameter, values);
}

const draw = (initial: Exclude<InitialValue, { kind: 'constant' }>, random: Random): number =>
  initial.kind === 'normal' ? initial.deviation * random.normal() : random.between(-initial.bound, initial.bound);

const hashOf = (name: string) => mixSeeds(...Buffer.from(name));

/**
 * Looks up torchvision's values for a parameter in weights read from a file.
 * @throws file_invalid where the name is missing or the shape differs
 */
export function torchValues(
  parameter: Parameter,
  weights: ReadonlyMap<string, { readonly shape: readonly number[]; readonly values: Float32Array }>,
  source: string,
) {
  const found = weights.get(parameter.name);
  if (found === undefined) {
    throw new AppError('file_invalid', `${source} has no "${parameter.name}", which this network needs.`, {
      hint: "Are these weights of another network? Names are torchvision's.",
    });
  }
  if (found.shape.join() !== parameter.torchShape.join()) {
    throw new AppError(
      'file_invalid',
      `"${parameter.name}" in ${source} has the shape [${found.shape.join(', ')}]; this network needs [${parameter.torchShape.join(', ')}].`,
      {
        hint: 'The number of classes, the input channels or the network differ from the ones the weights were made with.',
      },
    );
  }
  return found.values;
}
