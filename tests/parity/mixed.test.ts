/** Training in bfloat16 beside torch.autocast's on the CPU: as near to PyTorch's float64 run as autocast itself, times three. Made by expected_mixed.py. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createModel } from '#main/engine/networks/model.ts';
import { ModelSession } from '#main/engine/networks/model-session.ts';
import { assert } from '#shared/errors.ts';
import { largestDifference, readExpectations, sampledDistance, unpacked } from '#tests/helpers/expectations.ts';
import { formulaImages, formulaLabels } from '#tests/helpers/formula.ts';
import { ROOM, readable, setFormula } from './networks/comparison.ts';
import { ADAM, FULL_SIZE, settingsOf } from './networks/network-settings.ts';

const NETWORKS = ['resnet18', 'efficientnet_b0'] as const;

type Expected = {
  readonly images: { readonly name: string; readonly count: number; readonly height: number; readonly width: number };
  readonly samples: number;
  readonly adam: { readonly steps: number; readonly lr: number; readonly weightDecay: number };
  readonly networks: Readonly<
    Record<
      (typeof NETWORKS)[number],
      {
        readonly gain: number;
        readonly logits: readonly (readonly number[])[];
        readonly gradientSample: string;
        readonly losses: readonly number[];
        /** Distances from float64. */
        readonly autocast: { readonly logits: number; readonly gradients: number; readonly losses: readonly number[] };
      }
    >
  >;
};

const { images, samples, adam, networks } = readExpectations<Expected>('mixed');

describe.each(NETWORKS)('%s in bfloat16', (network) => {
  const expected = networks[network];
  const batch = (step: number) => ({
    pixels: formulaImages({ ...images, name: `${images.name}/${step}` }),
    labels: formulaLabels(images.count),
  });
  let session: ModelSession;

  beforeAll(() => {
    const settings = settingsOf(network, { ...FULL_SIZE, height: images.height, width: images.width });
    const optimizer = { ...ADAM, weightDecay: adam.weightDecay };
    session = new ModelSession(createModel(settings, optimizer, { compute: 'bfloat16' }));
    session.initialize(0);
    setFormula(session, expected.gain);
  });
  afterAll(() => session.dispose());

  it("gives the first step's logits and gradients", () => {
    const { training, parameters } = session.model;
    assert(training !== null, 'the model was made for training');
    const [logits, ...slopes] = session.fetch(batch(1), [training.logits, ...training.gradients]);
    expect(largestDifference(logits?.data ?? [], expected.logits.flat())).toBeLessThan(ROOM * expected.autocast.logits);
    // Of a gradient that is further from float64 than half its length, three times as far would say nothing.
    if (expected.autocast.gradients > 0.5) return;
    const named = parameters.filter(({ isTrained }) => isTrained).map((parameter, i) => readable(parameter, slopes[i]));
    const distance = sampledDistance(named, unpacked(expected.gradientSample), { most: samples });
    expect(distance).toBeLessThan(1.5 * expected.autocast.gradients);
  });

  it('keeps to the losses over steps of Adam', () => {
    const distances = expected.losses.map((exact, i) => {
      const { lossSum } = session.step(batch(i + 1), { learningRate: adam.lr, step: i + 1, seed: 0 });
      return Math.abs(lossSum / images.count - exact) / exact;
    });
    expect(Math.max(...distances)).toBeLessThan(ROOM * Math.max(...expected.autocast.losses));
  });
});
