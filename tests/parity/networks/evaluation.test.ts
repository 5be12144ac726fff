/** Every network in evaluation, beside torchvision's and the grad-cam package's, at 224 x 224 with weights by the formula. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createModel, type Model } from '#main/engine/networks/model.ts';
import { ModelSession } from '#main/engine/networks/model-session.ts';
import type { Fetched } from '#main/engine/tensorflow/session.ts';
import type { CamMethod } from '#shared/domain/explanations.ts';
import { NETWORK_NAMES } from '#shared/domain/networks.ts';
import { largestDifference, unpackedLevels } from '#tests/helpers/expectations.ts';
import { expectationsOf, formulaBatch, ROOM, setFormula, worst } from './comparison.ts';
import { ADAM, FULL_SIZE, settingsOf } from './network-settings.ts';

const MOST_CONSTANTS = 100_000_000;

describe.each(NETWORK_NAMES)('%s', (network) => {
  const { gain, parameterCount, evaluation, maps } = expectationsOf(network);
  const wanted = [...new Map(maps.maps.map(({ layer, method }) => [`${layer} ${method}`, { layer, method }])).values()];
  let logits: Fetched | undefined;
  let fetchedMaps: Readonly<Record<'predicted' | 'chosen', readonly Fetched[]>>;

  beforeAll(() => {
    // As constants, 134 million parameters take TensorFlow half a minute: such a network has variables here.
    const model = createModel(settingsOf(network, FULL_SIZE), parameterCount > MOST_CONSTANTS ? ADAM : null);
    const session = new ModelSession(model);
    try {
      setFormula(session, gain);
      const batch = formulaBatch(evaluation.images, FULL_SIZE);
      const outputs = [model.evaluation.logits, ...wanted.map((map) => mapOf(model, map))];
      const explaining = (classes: readonly number[]) =>
        session.fetch(batch, outputs, [
          { value: model.inputs.explainedClasses, data: Int32Array.from(classes), shape: [classes.length] },
        ]);
      const [found, ...predicted] = explaining(maps.classes.predicted.map(() => -1));
      const [, ...chosen] = explaining(maps.classes.chosen);
      logits = found;
      fetchedMaps = { predicted, chosen };
    } finally {
      session.dispose();
    }
  });

  it("gives torchvision's evaluation logits to 1e-4 of the largest", () => {
    expect(largestDifference(logits?.data ?? [], evaluation.logits.flat())).toBeLessThan(1e-4);
  });

  it("gives the grad-cam package's raw heat maps to 1e-3 of the largest, by four methods at the last layer and at a finer one, for the predicted and a chosen class", () => {
    for (const { method, layer, classes, shape, values, float32 } of maps.maps) {
      const place = wanted.findIndex((map) => map.layer === layer && map.method === method);
      const map = fetchedMaps[classes][place];
      expect(map?.shape, `${method}, ${layer}`).toEqual(shape);
      // Deep below the logits a ReLU may turn on what float32 rounds: there PyTorch's own float32 is the measure.
      const room = Math.max(1e-3, ROOM * worst(float32, (own) => own));
      const difference = largestDifference(map?.data ?? [], unpackedLevels(values));
      expect(difference, `${method}, ${layer}, ${classes} class`).toBeLessThan(room);
    }
  });
});

function mapOf(model: Model, { layer, method }: { readonly layer: string; readonly method: CamMethod }) {
  const heatmap = model.heatmaps.find((each) => each.layer === layer);
  if (heatmap === undefined) throw new Error(`${layer} is a layer of heat maps`);
  return heatmap.maps[method];
}
