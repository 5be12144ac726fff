/** The networks that Facet trains, by torchvision's names, with the names that the reference project uses for them. */
export const NETWORK_NAMES = [
  'resnet18',
  'efficientnet_b0',
  'densenet121',
  'vgg16',
  'mobilenet_v2',
  'resnet50',
] as const;
export type NetworkName = (typeof NETWORK_NAMES)[number];

/** Accepted spellings, lower case -> our name. */
export const NETWORK_ALIASES: Readonly<Record<string, NetworkName>> = {
  ...(Object.fromEntries(NETWORK_NAMES.map((name) => [name, name])) as Record<NetworkName, NetworkName>),
  resnet: 'resnet18',
  efficientnet: 'efficientnet_b0',
  densenet: 'densenet121',
  vggnet: 'vgg16',
};

export type NetworkFacts = {
  /** The reference's name, printed as `Type:` in its sections; of others the paper's. */
  readonly family: string;
  /** As people write it. */
  readonly title: string;
  /** Who described it. */
  readonly source: string;
  /** The probability of dropout that torchvision's has; 0 = none. */
  readonly dropoutRate: number;
  /** The largest probability with which torchvision's leaves out a block in training; 0 = none. */
  readonly stochasticDepth: number;
};

export const NETWORK_FACTS: Readonly<Record<NetworkName, NetworkFacts>> = {
  resnet18: { family: 'ResNet', title: 'ResNet-18', source: 'He et al. 2016', dropoutRate: 0, stochasticDepth: 0 },
  efficientnet_b0: {
    family: 'EfficientNet',
    title: 'EfficientNet-B0',
    source: 'Tan and Le 2019',
    dropoutRate: 0.2,
    stochasticDepth: 0.2,
  },
  densenet121: {
    family: 'DenseNet',
    title: 'DenseNet-121',
    source: 'Huang et al. 2017',
    dropoutRate: 0,
    stochasticDepth: 0,
  },
  vgg16: {
    family: 'VGGNet',
    title: 'VGG-16',
    source: 'Simonyan and Zisserman 2015',
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
};
