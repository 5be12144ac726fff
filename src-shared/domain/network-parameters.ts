/**
 * The names of each network's parameters, which are torchvision's: for a configuration that names parts of a network to be checked while it is written.
 * A test holds them against the networks themselves.
 */
import type { NetworkName } from './networks.ts';

/** What training can change, running statistics left aside. In no order that means anything. */
export const parameterNamesOf = (network: NetworkName): readonly string[] => NAMES[network]();

const weight = (layer: string) => [`${layer}.weight`];
/** Of a batch norm, a linear layer, a convolution with a bias. */
const weightAndBias = (layer: string) => [`${layer}.weight`, `${layer}.bias`];
const convAndNorm = (conv: string, norm: string) => [...weight(conv), ...weightAndBias(norm)];
/** A convolution at 0 and its batch norm at 1. */
const pair = (name: string) => convAndNorm(`${name}.0`, `${name}.1`);
const repeated = (count: number, names: (index: number) => readonly string[]) =>
  Array.from({ length: count }, (_, index) => names(index)).flat();

type Stages = readonly number[];

/** `convolutions` in each block; where `isWide`, the first stage has a shortcut with a convolution as well. */
const resnet = (stages: Stages, { convolutions, isWide }: { convolutions: number; isWide: boolean }) => [
  ...convAndNorm('conv1', 'bn1'),
  ...stages.flatMap((blocks, stage) =>
    repeated(blocks, (block) => {
      const name = `layer${stage + 1}.${block}`;
      const hasDownsample = block === 0 && (stage > 0 || isWide);
      return [
        ...repeated(convolutions, (index) => convAndNorm(`${name}.conv${index + 1}`, `${name}.bn${index + 1}`)),
        ...(hasDownsample ? pair(`${name}.downsample`) : []),
      ];
    }),
  ),
  ...weightAndBias('fc'),
];

const efficientnet = (stages: Stages) => [
  ...pair('features.0'),
  ...stages.flatMap((blocks, stage) =>
    repeated(blocks, (index) => {
      const block = `features.${stage + 1}.${index}.block`;
      const depthwise = stage === 0 ? 0 : 1; // the first stage has no expansion before it
      return [
        ...repeated(depthwise + 1, (place) => pair(`${block}.${place}`)),
        ...weightAndBias(`${block}.${depthwise + 1}.fc1`),
        ...weightAndBias(`${block}.${depthwise + 1}.fc2`),
        ...pair(`${block}.${depthwise + 2}`),
      ];
    }),
  ),
  ...pair(`features.${stages.length + 1}`),
  ...weightAndBias('classifier.1'),
];

const densenet = (blocks: Stages) => [
  ...convAndNorm('features.conv0', 'features.norm0'),
  ...blocks.flatMap((layers, block) => [
    ...repeated(layers, (index) => {
      const layer = `features.denseblock${block + 1}.denselayer${index + 1}`;
      return [1, 2].flatMap((place) => convAndNorm(`${layer}.conv${place}`, `${layer}.norm${place}`));
    }),
    ...(block < blocks.length - 1
      ? convAndNorm(`features.transition${block + 1}.conv`, `features.transition${block + 1}.norm`)
      : []),
  ]),
  ...weightAndBias('features.norm5'),
  ...weightAndBias('classifier'),
];

/** `places` of the convolutions in torchvision's list. */
const vgg = (places: Stages) => [
  ...places.flatMap((place) => weightAndBias(`features.${place}`)),
  ...['classifier.0', 'classifier.3', 'classifier.6'].flatMap(weightAndBias),
];

const mobilenet = (blocks: number) => [
  ...pair('features.0'),
  ...repeated(blocks, (index) => {
    const block = `features.${index + 1}.conv`;
    const pairs = index === 0 ? 1 : 2; // the first block has no expansion
    return [
      ...repeated(pairs, (place) => pair(`${block}.${place}`)),
      ...convAndNorm(`${block}.${pairs}`, `${block}.${pairs + 1}`),
    ];
  }),
  ...pair(`features.${blocks + 1}`),
  ...weightAndBias('classifier.1'),
];

const NAMES: Readonly<Record<NetworkName, () => readonly string[]>> = {
  resnet18: () => resnet([2, 2, 2, 2], { convolutions: 2, isWide: false }),
  efficientnet_b0: () => efficientnet([1, 2, 2, 3, 3, 4, 1]),
  densenet121: () => densenet([6, 12, 24, 16]),
  vgg16: () => vgg([0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28]),
  mobilenet_v2: () => mobilenet(17),
  resnet50: () => resnet([3, 4, 6, 3], { convolutions: 3, isWide: true }),
};
