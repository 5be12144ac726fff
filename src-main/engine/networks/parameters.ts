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

/** Values as PyTorch lays them out -> as TensorFlow does. Always a copy. */
export function toTensorflow(
  parameter: Pick<Parameter, 'layout' | 'torchShape'>,
  values: Float32Array,
): Float32Array<ArrayBuffer> {
  return reorder(parameter, values, (result, torch, tensorflow) => {
    result[tensorflow] = values[torch] as number;
  });
}

/** The inverse of `toTensorflow`. */
export function toTorch(
  parameter: Pick<Parameter, 'layout' | 'torchShape'>,
  values: Float32Array,
): Float32Array<ArrayBuffer> {
  return reorder(parameter, values, (result, torch, tensorflow) => {
    result[torch] = values[tensorflow] as number;
  });
}

type Move = (result: Float32Array, torch: number, tensorflow: number) => void;

/** Calls `move` with the position of each element in both layouts: [O, I, KH, KW] and [KH, KW, I, O], or [out, in] and [in, out]. */
function reorder(
  { layout, torchShape }: Pick<Parameter, 'layout' | 'torchShape'>,
  values: Float32Array,
  move: Move,
): Float32Array<ArrayBuffer> {
  const result = new Float32Array(values.length);
  const [o = 1, i = 1, h = 1, w = 1] = layout === 'vector' ? [1, 1, 1, values.length] : torchShape;
  assert(o * i * h * w === values.length, `${values.length} values fill ${torchShape}`);
  const cells = h * w;
  for (let output = 0, torch = 0; output < o; output++) {
    for (let input = 0; input < i; input++) {
      for (let cell = 0; cell < cells; cell++, torch++) move(result, torch, (cell * i + input) * o + output);
    }
  }
  return result;
}

/**
 * Initial values in TensorFlow's layout, a function of (seed, name): a network starts the same wherever and in whatever order it is built.
 */
export function initialValues(parameter: Parameter, seed: number): Float32Array<ArrayBuffer> {
  const count = parameter.torchShape.reduce((product, size) => product * size, 1);
  const { initial } = parameter;
  if (initial.kind === 'constant') return new Float32Array(count).fill(initial.value);
  const random = createRandom(seed, hashOf(parameter.name));
  const values = Float32Array.from({ length: count }, () => draw(initial, random));
  return toTensorflow(parameter, values);
}

const draw = (initial: Exclude<InitialValue, { kind: 'constant' }>, random: Random) =>
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
