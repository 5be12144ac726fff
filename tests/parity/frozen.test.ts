import { describe, expect, it } from 'vitest';
import { createModel } from '#main/engine/networks/model.ts';
import { ModelSession } from '#main/engine/networks/model-session.ts';
import { largestDifference } from '#tests/helpers/expectations.ts';
import { formulaImages, formulaLabels, formulaParameter } from '#tests/helpers/formula.ts';

const SETTINGS = {
  network: 'resnet18',
  classes: 2,
  height: 64,
  width: 64,
  channels: 3,
  normalization: 'none',
  initWeights: true,
  dropoutRate: 0,
} as const;
const ADAM = { kind: 'Adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 } as const;

describe('a network made for evaluation only', () => {
  it('has its weights as constants, and gives what one in training gives, also after they were changed and in batches of other sizes', () => {
    const frozen = new ModelSession(createModel(SETTINGS, null));
    const trained = new ModelSession(createModel(SETTINGS, ADAM));
    try {
      for (const name of ['one', 'other']) {
        for (const session of [frozen, trained]) {
          session.writeWeights((parameter) => {
            const values = formulaParameter(parameter.name, parameter.torchShape);
            return name === 'one' ? values : values.map((value) => value * 0.9);
          });
        }
        // TensorFlow keeps filters in the layout that suits the first batch: the others must not be given that of another size.
        for (const count of [4, 1, 3]) {
          const batch = {
            pixels: formulaImages({ name: 'images', count, height: 64, width: 64 }),
            labels: formulaLabels(count),
          };
          const predicted = { layer: 'layer3', classes: new Int32Array(count).fill(-1) };
          const [constant, computed] = [frozen.explain(batch, predicted), trained.explain(batch, predicted)];
          // The same operations on the same numbers, but in another order of fusion: float32 rounding.
          expect(largestDifference(constant.scores, computed.scores)).toBeLessThan(1e-5);
          expect(largestDifference(constant.maps, computed.maps)).toBeLessThan(1e-4);
        }
      }
    } finally {
      frozen.dispose();
      trained.dispose();
    }
  });
});
