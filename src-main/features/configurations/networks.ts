/** What each network is at an input size, asked of the engine once. */
import type { ModelSettings, ResultOf } from '#main/engine/messages.ts';
import type { NetworkChoice } from '#shared/contract/configurations.ts';
import { NETWORK_FACTS, NETWORK_NAMES, type NetworkName } from '#shared/domain/networks.ts';
import type { EngineDesk } from './engine-desk.ts';

export type NetworkFacts = ResultOf<'describe-network'>;

/** What facts depend on. */
export type NetworkShape = Pick<ModelSettings, 'network' | 'height' | 'width' | 'channels'>;

export type NetworkBook = {
  readonly facts: (shape: NetworkShape) => Promise<NetworkFacts>;
  readonly choices: (size: { readonly heightPx: number; readonly widthPx: number }) => Promise<NetworkChoice[]>;
};

const KEPT = 200;

export function createNetworkBook(desk: EngineDesk): NetworkBook {
  const known = new Map<string, Promise<NetworkFacts>>();

  const facts: NetworkBook['facts'] = (shape) => {
    const key = JSON.stringify([shape.network, shape.height, shape.width, shape.channels]);
    const found = known.get(key);
    if (found !== undefined) return found;
    const asked = desk.ask({ kind: 'describe-network', model: { ...REST, ...shape } });
    asked.catch(() => known.delete(key)); // a refusal is not remembered
    known.set(key, asked);
    if (known.size > KEPT) known.delete(known.keys().next().value ?? '');
    return asked;
  };

  return {
    facts,
    choices: ({ heightPx: height, widthPx: width }) =>
      Promise.all(
        NETWORK_NAMES.map(async (network) => choiceOf(network, await facts({ network, height, width, channels: 3 }))),
      ),
  };
}

/** Settings that change neither sizes nor shapes. */
const REST = { classes: 2, normalization: 'none', initWeights: true, dropoutRate: 0 } as const;

const choiceOf = (name: NetworkName, { parameters, weightsBytes, heatmapLayers, defaultLayer }: NetworkFacts) => ({
  name,
  ...NETWORK_FACTS[name],
  parameters,
  sizeBytes: weightsBytes,
  heatmapLayers,
  defaultLayer,
});
