/**
 * MobileNetV2. Source: Sandler, Howard, Zhu, Zhmoginov and Chen 2018, "MobileNetV2: Inverted Residuals and Linear Bottlenecks", table 2; parameter names,
 * initial values and dropout as torchvision's `mobilenet_v2`.
 */
import { knownSize, type Value } from '../tensorflow/graph.ts';
import type { NetworkBuilder } from './layers.ts';
import { normal, ZERO } from './parameters.ts';
import type { NetworkDefinition } from './registry.ts';

/** Expansion t, filters c, blocks n, stride s of the first of them. */
const STAGES: readonly (readonly [t: number, c: number, n: number, s: number])[] = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
];
const FIRST_FILTERS = 32;
const LAST_FILTERS = 1280;
const INITIAL = { weight: normal(0.01), bias: ZERO };
/** The last layer of each of the network's sizes. */
const TAPPED = ['features.6', 'features.13', 'features.17'];

export const mobilenetV2: NetworkDefinition = {
  family: 'MobileNet',
  title: 'MobileNetV2',
  source: 'Sandler et al. 2018',
  dropoutRate: 0.2,
  stochasticDepth: 0,
  pretrained: {
    name: 'MobileNet_V2_Weights',
    address: 'https://download.pytorch.org/models/mobilenet_v2-b0353104.pth',
    sizeMib: 13.555,
    origin: 'These weights reproduce closely the results of the paper using a simple training recipe.',
  },
  build(net, images, { classes }) {
    let x = net.conv('features.0.0', images, { filters: FIRST_FILTERS, kernel: 3, stride: 2, padding: 1 });
    x = net.relu6(net.batchNorm('features.0.1', x));
    let place = 1; // in torchvision's list
    for (const [expansion, filters, blocks, firstStride] of STAGES) {
      for (let i = 0; i < blocks; i++, place++) {
        const name = `features.${place}`;
        x = invertedResidual(net, name, x, { expansion, filters, stride: i === 0 ? firstStride : 1 });
        if (TAPPED.includes(name)) net.tap(name, x);
      }
    }
    x = net.batchNorm(`features.${place}.1`, net.conv(`features.${place}.0`, x, { filters: LAST_FILTERS, kernel: 1 }));
    x = net.tap(`features.${place}`, net.relu6(x));
    const pooled = net.embed(net.globalAveragePool(x, { isModule: false }));
    return net.linear('classifier.1', net.dropout(pooled), { units: classes, initial: INITIAL });
  },
  defaultLayer: 'features.18',
};

type Block = { readonly expansion: number; readonly filters: number; readonly stride: number };

/** Features are multiplied, filtered one by one and brought down again without an activation, beside a shortcut where the shape stays. */
function invertedResidual(net: NetworkBuilder, name: string, x: Value, { expansion, filters, stride }: Block): Value {
  const inputs = knownSize(x, 3);
  let y = x;
  let place = 0;
  if (expansion !== 1) {
    y = net.conv(`${name}.conv.0.0`, y, { filters: inputs * expansion, kernel: 1 });
    y = net.relu6(net.batchNorm(`${name}.conv.0.1`, y));
    place = 1;
  }
  y = net.depthwiseConv(`${name}.conv.${place}.0`, y, { kernel: 3, stride, padding: 1 });
  y = net.relu6(net.batchNorm(`${name}.conv.${place}.1`, y));
  y = net.conv(`${name}.conv.${place + 1}`, y, { filters, kernel: 1 });
  y = net.batchNorm(`${name}.conv.${place + 2}`, y);
  if (stride === 1 && inputs === filters) y = net.add(x, y);
  return net.block('InvertedResidual', y);
}
