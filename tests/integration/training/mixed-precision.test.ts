/** Training in 16-bit types, in TensorFlow on the CPU, which computes in them whether or not it has instructions for them. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { createModel } from '#main/engine/networks/model.ts';
import { type ImageBatch, ModelSession } from '#main/engine/networks/model-session.ts';
import { tensorCount } from '#main/engine/tensorflow/runtime.ts';
import { INITIAL_LOSS_SCALE, type LossScale, scaleAfterStep } from '#main/engine/training/loss-scale.ts';
import type { NetworkName } from '#shared/domain/networks.ts';
import type { ComputeType } from '#shared/domain/precision.ts';
import { formulaImages, formulaLabels } from '#tests/helpers/formula.ts';

const SIZE_PX = 32;
const IMAGES = 4;
const SEED = 3;
const LEARNING_RATE = 1e-3;
const SETTINGS = {
  ...({ classes: 2, height: SIZE_PX, width: SIZE_PX, channels: 3, normalization: 'none' } as const),
  ...{ initWeights: true, dropoutRate: 0.2, stochasticDepth: 0.2 },
};
const ADAM = { kind: 'Adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 } as const;
const LOW_TYPES = ['bfloat16', 'float16'] as const;

const batch: ImageBatch = {
  pixels: formulaImages({ name: 'mixed', count: IMAGES, height: SIZE_PX, width: SIZE_PX }),
  labels: formulaLabels(IMAGES),
};

function opened(network: NetworkName, compute: ComputeType): ModelSession {
  const session = new ModelSession(createModel({ ...SETTINGS, network }, ADAM, { compute }));
  onTestFinished(() => session.dispose());
  session.initialize(SEED);
  return session;
}

type Step = { readonly step?: number; readonly lossScale?: Pick<LossScale, 'scale' | 'skippedSteps'> };

function stepped(session: ModelSession, { step = 1, lossScale = INITIAL_LOSS_SCALE }: Step = {}) {
  const isScaled = session.model.training?.lossScaling !== null;
  return session.step(batch, { learningRate: LEARNING_RATE, step, seed: SEED, ...(isScaled ? { lossScale } : {}) });
}

/** Steps that were done, not left out; the scale is found as in a training. */
function trained(session: ModelSession, steps: number) {
  const losses: number[] = [];
  let lossScale = INITIAL_LOSS_SCALE;
  for (let step = 1; losses.length < steps; step++) {
    const { lossSum, isSkipped = false } = stepped(session, { step, lossScale });
    lossScale = scaleAfterStep(lossScale, { isSkipped }); // ends where nothing fits
    if (!isSkipped) losses.push(lossSum / IMAGES);
  }
  return { losses, lossScale };
}

const weightsOf = (session: ModelSession) =>
  new Map(session.readWeights().map(({ name, values }) => [name, values.slice()]));
const trainedOf = (session: ModelSession) =>
  new Map([...weightsOf(session)].filter(([name]) => !name.includes('running_')));

/** One of each family; in float16, which a CPU computes in slowly, the one with the most kinds of layers. */
const CASES = [
  ...(['resnet18', 'efficientnet_b0', 'densenet121', 'vgg16', 'mobilenet_v2'] as const).map(
    (network) => ['bfloat16', network] as const,
  ),
  ['float16', 'efficientnet_b0'] as const,
];

it.each(CASES)(
  '%s trains %s: losses and weights are finite, weights move, no tensor is left over',
  (compute, network) => {
    const session = opened(network, compute);
    const before = trainedOf(session);
    const { lossScale } = trained(session, 1);
    const after = weightsOf(session);
    for (const [name, values] of after) expect(values.every(Number.isFinite), name).toBe(true);
    const moved = [...before].filter(([name, values]) => after.get(name)?.some((value, i) => value !== values[i]));
    expect(moved).toHaveLength(before.size);
    const tensors = tensorCount();
    expect(Number.isFinite(stepped(session, { step: 2, lossScale }).lossSum)).toBe(true);
    expect(tensorCount()).toBe(tensors);
  },
);

describe.each(LOW_TYPES)('%s', (compute) => {
  it('learns: the loss of a batch that is seen again and again falls', () => {
    const session = opened('resnet18', compute);
    const { losses } = trained(session, 8);
    expect(losses.at(-1)).toBeLessThan(0.7 * (losses[0] as number));
  });

  it('evaluates in float32: the same weights have the same scores as in a network trained in float32', () => {
    const [low, full] = [opened('resnet18', compute), opened('resnet18', 'float32')];
    expect(low.evaluate(batch)).toEqual(full.evaluate(batch));
  });
});

describe('a scaled loss', () => {
  const slotsOf = (session: ModelSession) => session.readOptimizer().map(({ values }) => values.slice());

  it('leaves out a step whose gradients overflow: weights and the state of the optimizer stay, and the next one goes on', () => {
    const session = opened('mobilenet_v2', 'float16');
    const { lossScale } = trained(session, 1);
    const [weights, slots] = [trainedOf(session), slotsOf(session)];
    const skipped = stepped(session, { step: 2, lossScale: { ...lossScale, scale: 2 ** 40 } });
    expect(skipped).toMatchObject({ isSkipped: true });
    expect(Number.isFinite(skipped.lossSum)).toBe(true);
    expect(trainedOf(session)).toEqual(weights);
    expect(slotsOf(session)).toEqual(slots);
    expect(stepped(session, { step: 3, lossScale })).toMatchObject({ isSkipped: false });
    expect(trainedOf(session)).not.toEqual(weights);
  });

  it('gives the gradients of the loss itself, whatever the scale', () => {
    const session = opened('resnet18', 'float16');
    const { training, inputs } = session.model;
    if (training === null || training.lossScaling === null) throw new Error('a float16 model scales its loss');
    const { gradients, lossScaling } = training;
    const slopes = [2 ** 10, 2 ** 12].map((scale) =>
      session.fetch(
        batch,
        [gradients.at(-1) as (typeof gradients)[number]],
        [
          { value: inputs.dropoutSeed, data: new Int32Array([SEED, 1]), shape: [2] },
          { value: lossScaling.scale, data: new Float32Array([scale]), shape: [] },
        ],
      ),
    );
    const [first, second] = slopes.map(([fetched]) => fetched?.data ?? []);
    expect(Array.from(first ?? [])).toEqual(Array.from(second ?? [])); // powers of two, far from both ends of the type
    expect(first?.[0]).not.toBe(0);
  });
});
