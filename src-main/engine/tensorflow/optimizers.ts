/** The update rules as PyTorch defines them, each one operation of TensorFlow's a parameter. */
import { attribute, type Graph, type GraphNode, type Value } from './graph.ts';
import { add, constant, multiply, placeholder } from './ops/arithmetic.ts';
import { type Variable, variable } from './variables.ts';

export type AdamSettings = {
  readonly kind: 'Adam';
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
};
export type AdadeltaSettings = { readonly kind: 'Adadelta'; readonly rho: number; readonly epsilon: number };
export type OptimizerSettings = (AdamSettings | AdadeltaSettings) & {
  /** L2 penalty, added to the gradient as weightDecay x parameter: what PyTorch's `weight_decay` means in Adam and Adadelta. */
  readonly weightDecay: number;
};

export type Optimizer = {
  readonly slots: readonly Variable[];
  readonly updates: readonly GraphNode[];
  /** What to feed at step `step` (from 1) with this learning rate. */
  readonly feeds: (step: number, learningRate: number) => readonly { readonly value: Value; readonly scalar: number }[];
};

type Pairs = readonly (readonly [Variable, Value])[];

/** What the learning rate is multiplied by; of parameters that are not in it by 1. */
export type RateFactors = ReadonlyMap<Variable, number>;

export function createOptimizer(
  graph: Graph,
  settings: OptimizerSettings,
  pairs: Pairs,
  { factors = new Map() }: { readonly factors?: RateFactors } = {},
): Optimizer {
  const decayed = pairs.map(
    ([parameter, gradient]) => [parameter, withDecay(parameter, gradient, settings.weightDecay)] as const,
  );
  return graph.within('optimizer', () => {
    const rates = createRates(graph, factors);
    return settings.kind === 'Adam' ? adam(graph, settings, decayed, rates) : adadelta(graph, settings, decayed, rates);
  });
}

type Rates = { readonly input: Value; readonly of: (parameter: Variable) => Value };

/** The learning rate that is fed, and each multiple of it once. */
function createRates(graph: Graph, factors: RateFactors): Rates {
  const input = scalarInput(graph, 'learning_rate');
  const multiples = new Map([[1, input]]);
  const times = (factor: number) => {
    const rate = multiples.get(factor) ?? multiply(input, constant(graph, factor));
    multiples.set(factor, rate);
    return rate;
  };
  return { input, of: (parameter) => times(factors.get(parameter) ?? 1) };
}

function withDecay(parameter: Variable, gradient: Value, weightDecay: number): Value {
  if (weightDecay === 0) return gradient;
  return add(gradient, multiply(parameter.value, constant(gradient.graph, weightDecay)));
}

const scalarInput = (graph: Graph, name: string) => placeholder(graph, name, { dtype: 'float32', shape: [] });

/**
 * Adam. Source: Kingma and Ba 2014, algorithm 1, as torch.optim.Adam: epsilon is added to the corrected root. TensorFlow's operation adds it to the
 * uncorrected one ("epsilon hat" of section 2), so it is fed as epsilon x sqrt(1 - beta2^t), which makes the two equal.
 */
function adam(graph: Graph, { beta1, beta2, epsilon }: AdamSettings, pairs: Pairs, rates: Rates): Optimizer {
  const inputs = {
    beta1Power: scalarInput(graph, 'beta1_power'),
    beta2Power: scalarInput(graph, 'beta2_power'),
    epsilonHat: scalarInput(graph, 'epsilon_hat'),
  };
  const slots: Variable[] = [];
  const updates = pairs.map(([parameter, gradient]) => {
    const m = variable(graph, `${parameter.name}/exp_avg`, { shape: parameter.shape });
    const v = variable(graph, `${parameter.name}/exp_avg_sq`, { shape: parameter.shape });
    slots.push(m, v);
    return graph.add(
      'ResourceApplyAdam',
      [
        parameter.handle,
        m.handle,
        v.handle,
        inputs.beta1Power,
        inputs.beta2Power,
        rates.of(parameter),
        constant(graph, beta1),
        constant(graph, beta2),
        inputs.epsilonHat,
        gradient,
      ],
      {
        attributes: {
          T: attribute.type('float32'),
          use_locking: attribute.bool(false),
          use_nesterov: attribute.bool(false),
        },
        outputs: [],
      },
    );
  });
  return {
    slots,
    updates,
    feeds: (step, learningRate) => [
      { value: rates.input, scalar: learningRate },
      { value: inputs.beta1Power, scalar: beta1 ** step },
      { value: inputs.beta2Power, scalar: beta2 ** step },
      { value: inputs.epsilonHat, scalar: epsilon * Math.sqrt(1 - beta2 ** step) },
    ],
  };
}

/** Adadelta. Source: Zeiler 2012, algorithm 1, with a learning rate as torch.optim.Adadelta. */
function adadelta(graph: Graph, { rho, epsilon }: AdadeltaSettings, pairs: Pairs, rates: Rates): Optimizer {
  const slots: Variable[] = [];
  const updates = pairs.map(([parameter, gradient]) => {
    const squares = variable(graph, `${parameter.name}/square_avg`, { shape: parameter.shape });
    const deltas = variable(graph, `${parameter.name}/acc_delta`, { shape: parameter.shape });
    slots.push(squares, deltas);
    return graph.add(
      'ResourceApplyAdadelta',
      [
        parameter.handle,
        squares.handle,
        deltas.handle,
        rates.of(parameter),
        constant(graph, rho),
        constant(graph, epsilon),
        gradient,
      ],
      { attributes: { T: attribute.type('float32'), use_locking: attribute.bool(false) }, outputs: [] },
    );
  });
  return { slots, updates, feeds: (_step, learningRate) => [{ value: rates.input, scalar: learningRate }] };
}
