/** The settings in which networks are compared with torchvision's, as tests/parity/networks.py has them. */
import type { ModelSettings } from '#main/engine/messages.ts';
import { NETWORK_FACTS, type NetworkName } from '#shared/domain/networks.ts';

/** Pixels, high and wide, and what is seen in them. */
export type Sizes = Pick<ModelSettings, 'height' | 'width' | 'channels' | 'classes'>;

/** As torchvision's pretrained networks read images. */
export const FULL_SIZE: Sizes = { height: 224, width: 224, channels: 3, classes: 2 };
/** Nothing here is as it usually is. */
export const UNUSUAL: Sizes = { height: 96, width: 64, channels: 1, classes: 5 };

/** torch.optim.Adam with expected_networks.py's weight decay. */
export const ADAM = { kind: 'Adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 1e-2 } as const;

/** Nothing left to chance. */
export const settingsOf = (network: NetworkName, sizes: Sizes) =>
  ({
    network,
    ...sizes,
    normalization: 'none',
    initWeights: true,
    dropoutRate: 0,
    stochasticDepth: 0,
  }) satisfies ModelSettings;

/** Dropout and stochastic depth as torchvision's network has them. */
export const chanceSettingsOf = (network: NetworkName, sizes: Sizes) => {
  const { dropoutRate, stochasticDepth } = NETWORK_FACTS[network];
  return { ...settingsOf(network, sizes), dropoutRate, stochasticDepth };
};
