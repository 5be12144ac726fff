/** Every network in training, beside torchvision's with weights by the formula and nothing left to chance: gradients, then steps of Adam. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createModel, type Model } from '#main/engine/networks/model.ts';
import { ModelSession } from '#main/engine/networks/model-session.ts';
import type { Parameter } from '#main/engine/networks/parameters.ts';
import { tensorCount } from '#main/engine/tensorflow/runtime.ts';
import { NETWORK_NAMES } from '#shared/domain/networks.ts';
import { sampledDistance, unpacked } from '#tests/helpers/expectations.ts';
import {
  atStart,
  expectationsOf,
  formulaBatch,
  ROOM,
  readable,
  type StateKind,
  setFormula,
  stepDistances,
  worst,
} from './comparison.ts';
import { ADAM, FULL_SIZE, settingsOf } from './network-settings.ts';

describe.each(NETWORK_NAMES)('%s', (network) => {
  const { gain, training: expected } = expectationsOf(network);
  const { images, samples, adam } = expected;
  const batch = (name?: string) => formulaBatch(images, FULL_SIZE, name);
  let model: Model;
  let session: ModelSession;
  let tensorsBefore: number;

  beforeAll(() => {
    tensorsBefore = tensorCount();
    const { height, width } = images;
    model = createModel(settingsOf(network, { ...FULL_SIZE, height, width }), {
      ...ADAM,
      weightDecay: adam.weightDecay,
    });
    session = new ModelSession(model);
    setFormula(session, gain);
    session.writeOptimizer(({ shape }) => new Float32Array(shape.reduce((product, size) => product * size, 1)));
  });
  afterAll(() => {
    session.dispose();
    expect(tensorCount()).toBe(tensorsBefore);
  });

  it("gives a training step's logits and gradients as near to PyTorch's float64 as its own float32, times three", () => {
    const { training } = model;
    if (training === null) throw new Error('the model was made for training');
    const fetched = session.fetch(batch(), [training.logits, ...training.gradients]);
    const distances = stepDistances(model, fetched, expected);
    expect(distances.logits).toBeLessThan(ROOM);
    expect(distances.gradients).toBeLessThan(ROOM);
  });

  it('keeps that over steps of Adam: losses, parameters and running statistics', () => {
    const losses = Array.from({ length: adam.steps }, (_, i) => {
      const each = batch(`images/${i + 1}`);
      const { lossSum } = session.step(each, { learningRate: adam.lr, step: i + 1, seed: 0 });
      return lossSum / each.labels.length;
    });
    // PyTorch's own distance differs from step to step by orders of magnitude, by chance: the worst step is compared with the worst step.
    const distances = losses.map((loss, i) => Math.abs(loss - (adam.losses[i] as number)) / (adam.losses[i] as number));
    expect(Math.max(...distances)).toBeLessThan(ROOM * worst(adam.float32, (own) => Math.max(...own.losses)));
    const state = session.fetch(
      batch(),
      model.parameters.map(({ variable }) => variable.value),
    );
    for (const [kind, sample] of Object.entries(adam.state) as [StateKind, string][]) {
      const each = model.parameters.flatMap((parameter, i) =>
        kindOf(parameter) === kind ? [{ parameter, values: state[i] }] : [],
      );
      const tensors = each.map(({ parameter, values }) => readable(parameter, values));
      const origin = each.map(({ parameter }) => atStart(parameter, gain));
      const distance = sampledDistance(tensors, unpacked(sample), { most: samples, origin });
      expect(distance, kind).toBeLessThan(ROOM * worst(adam.float32, (own) => own[kind] ?? 0));
    }
  });
});

function kindOf({ isTrained, name }: Parameter): StateKind {
  if (isTrained) return 'parameters';
  return name.endsWith('running_mean') ? 'runningMeans' : 'runningVars';
}
