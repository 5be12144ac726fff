/** How every network begins: as torchvision's, or as PyTorch's layers by themselves; drawn by a generator of our own, so compared as distributions. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createModel } from '#main/engine/networks/model.ts';
import { ModelSession, type TorchTensor } from '#main/engine/networks/model-session.ts';
import { type InitialValue, initialValues, type Parameter, toTorch } from '#main/engine/networks/parameters.ts';
import { NETWORK_NAMES, type NetworkName } from '#shared/domain/networks.ts';
import { expectationsOf, type InitialDistribution } from './comparison.ts';
import { FULL_SIZE, settingsOf } from './network-settings.ts';

/** Values that a distribution is seen in: as many of a large tensor, of small ones as many from several seeds. */
const DRAWN = 5_000;
/** Standard errors. Seeds are fixed: this either always holds or never does. */
const ERRORS = 5;

describe.each(NETWORK_NAMES)('%s', (network) => {
  const expected = expectationsOf(network).initial;

  it.each([
    ['as its authors have it, where init_weights is set', true],
    ["as PyTorch's layers do by themselves, where it is not", false],
  ])('draws every parameter %s', (_, initWeights) => {
    const trained = parametersOf(network, initWeights);
    const distributions = expected[initWeights ? 'authors' : 'defaults'];
    expect(trained.length).toBe(distributions.length);
    for (const [i, parameter] of trained.entries()) {
      const distribution = distributions[i] as InitialDistribution; // as many as parameters
      expect(meant(parameter.initial), parameter.name).toEqual(rounded(distribution));
      expectDrawn(parameter, distribution);
    }
  });
});

describe('a network that begins', () => {
  const weights = (seed: number) => {
    const session = new ModelSession(
      createModel(settingsOf('mobilenet_v2', { ...FULL_SIZE, height: 32, width: 32 }), null),
    );
    session.initialize(seed);
    const read = session.readWeights();
    session.dispose();
    return read;
  };

  it('has the values of its seed, the same each time, others for another seed and in each layer', () => {
    const [one, again, other] = [weights(7), weights(7), weights(8)];
    expect(again.map(hashOf)).toEqual(one.map(hashOf));
    expect(hashOf(other[0])).not.toBe(hashOf(one[0]));
    const [first, second] = one.filter(({ shape }) => shape.join() === '32,192,1,1');
    expect(hashOf(first)).not.toBe(hashOf(second));
  });

  it('has running statistics of nothing yet: means 0, variances 1', () => {
    for (const { name, values } of weights(7)) {
      if (name.endsWith('running_mean'))
        expect(
          values.every((value) => value === 0),
          name,
        ).toBe(true);
      if (name.endsWith('running_var'))
        expect(
          values.every((value) => value === 1),
          name,
        ).toBe(true);
    }
  });
});

const hashOf = (tensor: TorchTensor | undefined): string =>
  createHash('sha256')
    .update(tensor?.values ?? new Uint8Array())
    .digest('hex');

const parametersOf = (network: NetworkName, initWeights: boolean): Parameter[] =>
  createModel({ ...settingsOf(network, FULL_SIZE), initWeights }, null).parameters.filter(({ isTrained }) => isTrained);

/** To five digits. */
const rounded = (distribution: InitialDistribution) =>
  typeof distribution === 'number' ? distribution : [distribution[0], distribution[1].toPrecision(5)];

function meant(initial: InitialValue) {
  if (initial.kind === 'constant') return initial.value;
  return [initial.kind, (initial.kind === 'normal' ? initial.deviation : initial.bound).toPrecision(5)];
}

/** Mean, deviation, mean magnitude (which tells uniform from normal) and bound of what is drawn. */
function expectDrawn(parameter: Parameter, distribution: InitialDistribution): void {
  const values = drawn(parameter);
  if (typeof distribution === 'number') {
    expect(
      values.every((value) => value === distribution),
      parameter.name,
    ).toBe(true);
    return;
  }
  const [kind, spread] = distribution;
  const { deviation, magnitude, kurtosis } = LAWS[kind];
  const n = values.length;
  const mean = (of: (value: number) => number) => values.reduce((sum, value) => sum + of(value / spread), 0) / n;
  const expectNear = (value: number, law: number, standardError: number, what: string) =>
    expect(Math.abs(value - law) / standardError, `${what} of ${parameter.name}`).toBeLessThan(ERRORS);
  const root = Math.sqrt(n);
  expectNear(
    mean((x) => x),
    0,
    deviation / root,
    'mean',
  );
  expectNear(
    mean((x) => x * x),
    deviation ** 2,
    (deviation ** 2 * Math.sqrt(kurtosis - 1)) / root,
    'variance',
  );
  expectNear(mean(Math.abs), magnitude, Math.sqrt(deviation ** 2 - magnitude ** 2) / root, 'mean magnitude');
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / spread;
  if (kind === 'uniform') {
    expect(largest, parameter.name).toBeLessThanOrEqual(1 + 1e-6); // rounded to float32
    expect(largest, parameter.name).toBeGreaterThan(0.99);
  } else expect(largest, parameter.name).toBeGreaterThan(3);
}

/** Around 0 with a spread of 1: deviation, mean magnitude, fourth moment over the squared variance. */
const LAWS = {
  normal: { deviation: 1, magnitude: Math.sqrt(2 / Math.PI), kurtosis: 3 },
  uniform: { deviation: 1 / Math.sqrt(3), magnitude: 1 / 2, kurtosis: 9 / 5 },
} as const;

/** The first values of a parameter, from as many seeds as it takes. */
function drawn(parameter: Parameter): number[] {
  const count = parameter.torchShape.reduce((product, size) => product * size, 1);
  const some = Math.min(count, DRAWN);
  const first = { ...parameter, layout: 'vector', torchShape: [some] } as const; // values are drawn in PyTorch's order
  const seeds = parameter.initial.kind === 'constant' ? 1 : Math.ceil(DRAWN / some);
  return Array.from({ length: seeds }, (_, seed) => [...toTorch(first, initialValues(first, seed))]).flat();
}
