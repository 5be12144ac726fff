/**
 * EfficientNet-B0. Source: Tan and Le 2019, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", table 1; squeeze and excitation: Hu,
 * Shen and Sun 2018; parameter names, initial values, dropout and stochastic depth as torchvision's `efficientnet_b0`.
 */
import { knownSize, type Value } from '../tensorflow/graph.ts';
import type { NetworkBuilder } from './layers.ts';
import { uniform, ZERO } from './parameters.ts';
import type { NetworkDefinition } from './registry.ts';

type Stage = {
  /** Of the features inside a block, in multiples of those it is given. */
  readonly expansion: number;
  readonly kernel: number;
  /** Of its first block. */
  readonly stride: number;
  readonly filters: number;
  readonly blocks: number;
};

const STAGES: readonly Stage[] = [
  { expansion: 1, kernel: 3, stride: 1, filters: 16, blocks: 1 },
  { expansion: 6, kernel: 3, stride: 2, filters: 24, blocks: 2 },
  { expansion: 6, kernel: 5, stride: 2, filters: 40, blocks: 2 },
  { expansion: 6, kernel: 3, stride: 2, filters: 80, blocks: 3 },
  { expansion: 6, kernel: 5, stride: 1, filters: 112, blocks: 3 },
  { expansion: 6, kernel: 5, stride: 2, filters: 192, blocks: 4 },
  { expansion: 6, kernel: 3, stride: 1, filters: 320, blocks: 1 },
];
const BLOCKS = STAGES.reduce((sum, { blocks }) => sum + blocks, 0);
const LAST_FILTERS = 1280;
/** The last layer of each of the network's sizes. */
const TAPPED = ['features.3', 'features.5', 'features.7'];

export const efficientnetB0: NetworkDefinition = {
  family: 'EfficientNet',
  title: 'EfficientNet-B0',
  source: 'Tan and Le 2019',
  alias: 'efficientnet',
  dropoutRate: 0.2,
  stochasticDepth: 0.2,
  pretrained: {
    name: 'EfficientNet_B0_Weights',
    address: 'https://download.pytorch.org/models/efficientnet_b0_rwightman-7f5810bc.pth',
    sizeMib: 20.451,
    origin: 'Weights ported from https://github.com/rwightman/pytorch-image-models/',
    licence: 'BSD-3-Clause, as torchvision; timm, where they come from, is Apache-2.0',
  },
  build(net, images, { classes }) {
    let x = convNormSilu(net, 'features.0', images, { filters: 32, kernel: 3, stride: 2 });
    let block = 0;
    for (const [index, stage] of STAGES.entries()) {
      const name = `features.${index + 1}`;
      for (let i = 0; i < stage.blocks; i++, block++) {
        const stride = i === 0 ? stage.stride : 1;
        x = invertedBottleneck(net, `${name}.${i}`, x, { ...stage, stride, depth: block / BLOCKS });
      }
      if (TAPPED.includes(name)) net.tap(name, x);
    }
    x = net.tap('features.8', convNormSilu(net, 'features.8', x, { filters: LAST_FILTERS, kernel: 1, stride: 1 }));
    const features = net.dropout(net.embed(net.globalAveragePool(x)));
    const initial = { weight: uniform(1 / Math.sqrt(classes)), bias: ZERO };
    return net.linear('classifier.1', features, { units: classes, initial });
  },
  defaultLayer: 'features.8',
};

type Block = Omit<Stage, 'blocks'> & {
  /** 0 at the first block of the network, near 1 at the last. */
  readonly depth: number;
};

/** MBConv: features are multiplied, filtered one by one, weighed, and brought down again, beside a shortcut where the shape stays. */
function invertedBottleneck(
  net: NetworkBuilder,
  name: string,
  x: Value,
  { expansion, kernel, stride, filters, depth }: Block,
): Value {
  const inputs = knownSize(x, 3);
  const isExpanded = expansion !== 1;
  const part = (place: number) => `${name}.block.${isExpanded ? place : place - 1}`;
  let y = x;
  if (isExpanded) y = convNormSilu(net, part(0), y, { filters: inputs * expansion, kernel: 1, stride: 1 });
  const filtered = net.depthwiseConv(`${part(1)}.0`, y, { kernel, stride, padding: (kernel - 1) / 2 });
  y = net.silu(net.batchNorm(`${part(1)}.1`, filtered));
  y = squeezeExcitation(net, part(2), y, Math.max(1, Math.floor(inputs / 4)));
  y = net.batchNorm(`${part(3)}.1`, net.conv(`${part(3)}.0`, y, { filters, kernel: 1 }));
  if (stride === 1 && inputs === filters) y = net.add(net.stochasticDepth(y, depth), x);
  return net.block('MBConv', y);
}

function squeezeExcitation(net: NetworkBuilder, name: string, x: Value, squeezed: number): Value {
  const common = { kernel: 1, hasBias: true } as const;
  const narrow = net.silu(net.conv(`${name}.fc1`, net.squeeze(x), { ...common, filters: squeezed }));
  const factors = net.sigmoid(net.conv(`${name}.fc2`, narrow, { ...common, filters: knownSize(x, 3) }));
  return net.block('SqueezeExcitation', net.scale(x, factors));
}

type Convolution = { readonly filters: number; readonly kernel: number; readonly stride: number };

const convNormSilu = (net: NetworkBuilder, name: string, x: Value, { filters, kernel, stride }: Convolution): Value =>
  net.silu(
    net.batchNorm(`${name}.1`, net.conv(`${name}.0`, x, { filters, kernel, stride, padding: (kernel - 1) / 2 })),
  );
