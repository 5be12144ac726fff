/** The networks that Facet trains, by torchvision's names. `src-main/engine/networks/registry.ts` has what they are made of. */

export type NetworkFacts = {
  /** The reference project's name, printed as `Type:` in its sections; of others the paper's. */
  readonly family: string;
  /** As people write it. */
  readonly title: string;
  /** Who described it. */
  readonly source: string;
  /** The reference project's name in lower case, where it has this network: accepted in place of torchvision's. */
  readonly alias?: string;
  /** The probability of dropout that torchvision's has; 0 = none. */
  readonly dropoutRate: number;
  /** The largest probability with which torchvision's leaves out a block in training; 0 = none. */
  readonly stochasticDepth: number;
};

const FACTS = {
  resnet18: {
    family: 'ResNet',
    title: 'ResNet-18',
    source: 'He et al. 2016',
    alias: 'resnet',
    dropoutRate: 0,
    stochasticDepth: 0,
  },
  efficientnet_b0: {
    family: 'EfficientNet',
    title: 'EfficientNet-B0',
    source: 'Tan and Le 2019',
    alias: 'efficientnet',
    dropoutRate: 0.2,
    stochasticDepth: 0.2,
  },
  densenet121: {
    family: 'DenseNet',
    title: 'DenseNet-121',
    source: 'Huang et al. 2017',
    alias: 'densenet',
    dropoutRate: 0,
    stochasticDepth: 0,
  },
  vgg16: {
    family: 'VGGNet',
    title: 'VGG-16',
    source: 'Simonyan and Zisserman 2015',
    alias: 'vggnet',
    dropoutRate: 0.5,
    stochasticDepth: 0,
  },
  mobilenet_v2: {
    family: 'MobileNet',
    title: 'MobileNetV2',
    source: 'Sandler et al. 2018',
    dropoutRate: 0.2,
    stochasticDepth: 0,
  },
  resnet50: { family: 'ResNet', title: 'ResNet-50', source: 'He et al. 2016', dropoutRate: 0, stochasticDepth: 0 },
} satisfies Readonly<Record<string, NetworkFacts>>;

export type NetworkName = keyof typeof FACTS;
export const NETWORK_FACTS: Readonly<Record<NetworkName, NetworkFacts>> = FACTS;
export const NETWORK_NAMES = Object.keys(FACTS) as readonly NetworkName[]; // Object.keys forgets the key type

/** Accepted spellings, lower case -> our name. */
export const NETWORK_ALIASES: Readonly<Record<string, NetworkName>> = Object.fromEntries(
  NETWORK_NAMES.flatMap((name) => {
    const { alias } = NETWORK_FACTS[name];
    return [[name, name] as const, ...(alias === undefined ? [] : [[alias, name] as const])];
  }),
);
