/** Every network on grey images of 96 x 64 in five classes, with what it leaves to chance given to both sides, beside torchvision's. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createModel, type Model } from '#main/engine/networks/model.ts';
import { ModelSession } from '#main/engine/networks/model-session.ts';
import type { Fetched } from '#main/engine/tensorflow/session.ts';
import { NETWORK_NAMES } from '#shared/domain/networks.ts';
import { largestDifference } from '#tests/helpers/expectations.ts';
import { expectationsOf, formulaBatch, ROOM, setFormula, stepDistances } from './comparison.ts';
import { givenChance } from './given-chance.ts';
import { ADAM, chanceSettingsOf, UNUSUAL } from './network-settings.ts';

describe.each(NETWORK_NAMES)('%s', (network) => {
  const { gain, unusual: expected, chances } = expectationsOf(network);
  const { images } = expected;
  let model: Model;
  let evaluation: Fetched | undefined;
  let step: readonly Fetched[];

  beforeAll(() => {
    model = createModel(chanceSettingsOf(network, UNUSUAL), ADAM);
    const { training } = model;
    if (training === null) throw new Error('the model was made for training');
    const session = new ModelSession(model);
    try {
      setFormula(session, gain);
      const given = givenChance(
        model.graph,
        chances.map(([, , , shape]) => [images.count, ...shape]),
      );
      const outputs = [model.evaluation.logits, training.logits, ...training.gradients];
      [evaluation, ...step] = session.fetch(formulaBatch(images, UNUSUAL), outputs, given);
    } finally {
      session.dispose();
    }
  });

  it("gives torchvision's evaluation logits to 1e-4 of the largest, nothing dropped", () => {
    expect(evaluation?.shape).toEqual([images.count, UNUSUAL.classes]);
    expect(largestDifference(evaluation?.data ?? [], expected.logits.flat())).toBeLessThan(1e-4);
  });

  it("gives a training step's logits and gradients as near to PyTorch's float64 as its own float32, times three, with features and blocks dropped", () => {
    const distances = stepDistances(model, step, expected);
    expect(distances.logits).toBeLessThan(ROOM);
    expect(distances.gradients).toBeLessThan(ROOM);
  });
});
