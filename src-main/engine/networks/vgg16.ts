/**
 * VGG-16. Source: Simonyan and Zisserman 2015, "Very Deep Convolutional Networks for Large-Scale Image Recognition", table 1, column D; parameter names,
 * initial values and the pooling to 7 x 7 before the classifier as torchvision's `vgg16`.
 */
import { normal, ZERO } from './parameters.ts';
import type { NetworkDefinition } from './registry.ts';

/** Filters of each convolution, a line a block; each block ends with a max pool. */
const BLOCKS = [
  [64, 64],
  [128, 128],
  [256, 256, 256],
  [512, 512, 512],
  [512, 512, 512],
];
/** The classifier takes a map of this size. */
const POOLED = 7;
const HIDDEN_UNITS = 4096;
const INITIAL = { weight: normal(0.01), bias: ZERO };

export const vgg16: NetworkDefinition = {
  family: 'VGGNet',
  title: 'VGG-16',
  source: 'Simonyan and Zisserman 2015',
  alias: 'vggnet',
  dropoutRate: 0.5,
  stochasticDepth: 0,
  pretrained: {
    name: 'VGG16_Weights',
    address: 'https://download.pytorch.org/models/vgg16-397923af.pth',
    sizeMib: 527.796,
    origin: 'These weights were trained from scratch by using a simplified training recipe.',
  },
  build(net, images, { classes }) {
    let x = images;
    let place = 0; // of a layer in torchvision's list: convolution, ReLU, ..., max pool
    for (const block of BLOCKS) {
      for (const filters of block) {
        x = net.relu(net.conv(`features.${place}`, x, { filters, kernel: 3, padding: 1, hasBias: true }));
        place += 2;
      }
      if (block !== BLOCKS[0]) net.tap(`features.${place - 1}`, x);
      x = net.maxPool(x, { size: 2, stride: 2, padding: 0 });
      place += 1;
    }
    let features = net.flatten(net.adaptiveAveragePool(x, POOLED));
    for (const name of ['classifier.0', 'classifier.3'])
      features = net.dropout(net.relu(net.linear(name, features, { units: HIDDEN_UNITS, initial: INITIAL })));
    return net.linear('classifier.6', net.embed(features), { units: classes, initial: INITIAL });
  },
  defaultLayer: 'features.29',
};
