import { describe, expect, it } from 'vitest';
import { createModel } from '#main/engine/networks/model.ts';
import { parameterNamesOf } from '#shared/domain/network-parameters.ts';
import { NETWORK_NAMES } from '#shared/domain/networks.ts';

describe('parameterNamesOf', () => {
  it.each(NETWORK_NAMES)('names what %s trains, and nothing else', (network) => {
    const model = createModel(
      {
        network,
        classes: 2,
        height: 64,
        width: 64,
        channels: 3,
        normalization: 'none',
        initWeights: true,
        dropoutRate: 0,
      },
      null,
    );
    const trained = model.parameters.filter(({ isTrained }) => isTrained).map(({ name }) => name);
    expect(parameterNamesOf(network).toSorted()).toEqual(trained.toSorted());
  });
});
