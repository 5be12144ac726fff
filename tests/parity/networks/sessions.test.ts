/** What a model's session does with one network, whatever that is: ResNet-18 at 64 x 64, weights by the formula. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createModel } from '#main/engine/networks/model.ts';
import { ModelSession } from '#main/engine/networks/model-session.ts';
import { tensorCount } from '#main/engine/tensorflow/runtime.ts';
import { largestDifference } from '#tests/helpers/expectations.ts';
import { formulaParameter } from '#tests/helpers/formula.ts';
import { formulaBatch } from './comparison.ts';
import { ADAM, FULL_SIZE, settingsOf } from './network-settings.ts';

const SIZES = { ...FULL_SIZE, height: 64, width: 64 };
const SETTINGS = settingsOf('resnet18', SIZES);
const batchOf = (count: number) => formulaBatch({ ...SIZES, count }, SIZES);

describe('a session', () => {
  let frozen: ModelSession;
  let trained: ModelSession;

  beforeAll(() => {
    frozen = new ModelSession(createModel(SETTINGS, null));
    trained = new ModelSession(createModel(SETTINGS, ADAM));
    trained.initialize(0);
  });
  afterAll(() => {
    frozen.dispose();
    trained.dispose();
  });

  it('for evaluation only has its weights as constants, and gives what one in training gives, also after they were changed and in batches of other sizes', () => {
    for (const scale of [1, 0.9]) {
      for (const session of [frozen, trained]) {
        session.writeWeights(({ name, torchShape }) =>
          formulaParameter(name, torchShape).map((value) => value * scale),
        );
      }
      // TensorFlow keeps filters in the layout that suits the first batch: the others must not be given that of another size.
      for (const count of [4, 1, 3]) {
        const predicted = { layer: 'layer3', classes: new Int32Array(count).fill(-1) };
        const [constant, computed] = [frozen, trained].map((session) => session.explain(batchOf(count), predicted));
        // The same operations on the same numbers, but in another order of fusion: float32 rounding.
        expect(largestDifference(constant?.scores ?? [], computed?.scores ?? [])).toBeLessThan(1e-5);
        expect(largestDifference(constant?.maps ?? [], computed?.maps ?? [])).toBeLessThan(1e-4);
      }
    }
  });

  it('leaves no tensor behind over fifty steps', () => {
    const batch = batchOf(1);
    trained.step(batch, { learningRate: 1e-4, step: 1, seed: 0 });
    const before = tensorCount();
    for (let step = 2; step < 52; step++) trained.step(batch, { learningRate: 1e-4, step, seed: 0 });
    expect(tensorCount()).toBe(before);
  });
});
