/** What every network is before any number is computed, beside torchvision's. */
import { describe, expect, it } from 'vitest';
import { createModel } from '#main/engine/networks/model.ts';
import { ModelSession } from '#main/engine/networks/model-session.ts';
import { weightTensors } from '#main/engine/training/checkpoints.ts';
import { NETWORK_NAMES, type NetworkName } from '#shared/domain/networks.ts';
import { expectationsOf, type StateTree } from './comparison.ts';
import { FULL_SIZE, settingsOf, UNUSUAL } from './network-settings.ts';

/** With two classes, as the field counts them; a network that is not here is compared with torchvision's count alone. */
const PARAMETERS: Readonly<Partial<Record<NetworkName, number>>> = {
  resnet18: 11_177_538,
  efficientnet_b0: 4_010_110,
  densenet121: 6_955_906,
  vgg16: 134_268_738,
  mobilenet_v2: 2_226_434,
  resnet50: 23_512_130,
};
const DTYPES: Readonly<Record<string, string>> = { F32: 'float32', I64: 'int64' };

describe.each(NETWORK_NAMES)('%s', (network) => {
  const expected = expectationsOf(network);
  const model = createModel(settingsOf(network, FULL_SIZE), null);

  it("is written to files as torchvision's state_dict: names, types, shapes and order", () => {
    const session = new ModelSession(model);
    session.writeWeights(({ torchShape }) => new Float32Array(torchShape.reduce((product, size) => product * size, 1)));
    const trained = new Set(model.parameters.filter(({ isTrained }) => isTrained).map(({ name }) => name));
    const written = weightTensors(session, 0).map(({ name, dtype, shape }) => {
      const words = [DTYPES[dtype], shape.join('x'), trained.has(name) ? 'trained' : ''];
      return [name, words.filter((word) => word !== '').join(' ')];
    });
    expect(written).toEqual(leavesOf(expected.state));
    session.dispose();
  });

  it("has torchvision's number of parameters", () => {
    const sizes = model.layers.map(({ parameters }) => parameters);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(expected.parameterCount);
    expect(expected.parameterCount).toBe(PARAMETERS[network] ?? expected.parameterCount);
  });

  it("has torchvision's layer table at 224 x 224: types, output shapes and parameters, in the order in which layers run", () => {
    const table = model.layers.map(({ type, outputShape, parameters }) => [type, outputShape, parameters]);
    expect(table).toEqual(expected.layers);
  });

  it.each([
    ['224 x 224', FULL_SIZE, 'fullSize'],
    ['96 x 64', UNUSUAL, 'unusual'],
  ] as const)("offers torchvision's layers for heat maps, with their grids, at %s", (_, sizes, key) => {
    const { heatmaps, defaultLayer } = createModel(settingsOf(network, sizes), null);
    const grids = heatmaps.map(({ layer, rows, columns }) => [layer, [rows, columns]]);
    expect(Object.fromEntries(grids)).toEqual(expected.grids[key]);
    expect(heatmaps.at(-1)?.layer).toBe(defaultLayer);
  });
});

function leavesOf(tree: StateTree, prefix = ''): [name: string, words: string][] {
  return Object.entries(tree).flatMap(([part, branch]) =>
    typeof branch === 'string'
      ? [[`${prefix}${part}`, branch] as [string, string]]
      : leavesOf(branch, `${prefix}${part}.`),
  );
}
