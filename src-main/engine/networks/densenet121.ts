/**
 * DenseNet-121. Source: Huang, Liu, van der Maaten and Weinberger 2017, "Densely Connected Convolutional Networks", table 1; parameter names and initial
 * values as torchvision's `densenet121`. Deviation: dropout before the last layer where the configuration asks for it.
 */
import { knownSize, type Value } from '../tensorflow/graph.ts';
import { type ConvOptions, heNormal, type NetworkBuilder } from './layers.ts';
import { uniform, ZERO } from './parameters.ts';
import type { NetworkDefinition } from './registry.ts';

const BLOCKS = [6, 12, 24, 16];
/** Features that each layer adds. */
const GROWTH = 32;
/** Of the 1x1 convolution in each layer, in multiples of GROWTH. */
const BOTTLENECK = 4;

export const densenet121: NetworkDefinition = {
  family: 'DenseNet',
  title: 'DenseNet-121',
  source: 'Huang et al. 2017',
  alias: 'densenet',
  dropoutRate: 0,
  stochasticDepth: 0,
  pretrained: {
    name: 'DenseNet121_Weights',
    address: 'https://download.pytorch.org/models/densenet121-a639ec97.pth',
    sizeMib: 30.845,
    origin: 'These weights are ported from LuaTorch.',
  },
  build(net, images, { classes }) {
    let x = conv(net, 'features.conv0', images, { filters: 64, kernel: 7, stride: 2, padding: 3 });
    x = net.relu(net.batchNorm('features.norm0', x));
    x = net.maxPool(x, { size: 3, stride: 2, padding: 1 });
    for (const [index, layers] of BLOCKS.entries()) {
      const block = `features.denseblock${index + 1}`;
      for (let layer = 1; layer <= layers; layer++)
        x = net.concat([x, denseLayer(net, `${block}.denselayer${layer}`, x)]);
      x = net.block('_DenseBlock', x);
      net.tap(block, x);
      if (index < BLOCKS.length - 1) x = transition(net, `features.transition${index + 1}`, x);
    }
    x = net.batchNorm('features.norm5', x);
    const pooled = net.globalAveragePool(net.relu(x, { isModule: false }), { isModule: false });
    const last = net.dropout(net.embed(pooled), { isModule: false });
    const initial = { weight: uniform(1 / Math.sqrt(knownSize(pooled, 1))), bias: ZERO };
    return net.linear('classifier', last, { units: classes, initial });
  },
  /** Not norm5, which torchvision's forward pass overwrites in place with its ReLU. */
  defaultLayer: 'features.denseblock4',
};

/** The features that a layer adds to those it is given. */
function denseLayer(net: NetworkBuilder, name: string, x: Value): Value {
  const narrow = conv(net, `${name}.conv1`, net.relu(net.batchNorm(`${name}.norm1`, x)), {
    filters: BOTTLENECK * GROWTH,
    kernel: 1,
  });
  const added = conv(net, `${name}.conv2`, net.relu(net.batchNorm(`${name}.norm2`, narrow)), {
    filters: GROWTH,
    kernel: 3,
    padding: 1,
  });
  return net.block('_DenseLayer', added);
}

/** Half the features, half the size. */
function transition(net: NetworkBuilder, name: string, x: Value): Value {
  const filters = knownSize(x, 3) / 2;
  const y = conv(net, `${name}.conv`, net.relu(net.batchNorm(`${name}.norm`, x)), { filters, kernel: 1 });
  return net.averagePool(y, { size: 2, stride: 2 });
}

/** He et al. 2015 by fan in, as these authors draw all filters. */
const conv = (net: NetworkBuilder, name: string, x: Value, options: ConvOptions): Value =>
  net.conv(name, x, { ...options, initial: heNormal(knownSize(x, 3) * options.kernel ** 2) });
