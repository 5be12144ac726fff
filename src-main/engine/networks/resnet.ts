/**
 * Residual networks. Source: He, Zhang, Ren and Sun 2016, "Deep Residual Learning for Image Recognition", table 1; parameter names, padding, initial
 * values and, in the deeper ones, the stride in the 3x3 convolution as torchvision. Deviation: dropout before the last layer where the configuration asks for it.
 */
import type { Value } from '../tensorflow/graph.ts';
import type { NetworkBuilder } from './layers.ts';
import type { NetworkDefinition } from './registry.ts';

type Block = { readonly filters: number; readonly stride: number };
type Residual = (net: NetworkBuilder, name: string, x: Value, block: Block) => Value;

/** Blocks in each of the four stages. */
const resnet = (stages: readonly number[], residual: Residual): Omit<NetworkDefinition, 'title' | 'pretrained'> => ({
  family: 'ResNet',
  source: 'He et al. 2016',
  dropoutRate: 0,
  stochasticDepth: 0,
  build(net, images, { classes }) {
    let x = net.relu(
      net.batchNorm('bn1', net.conv('conv1', images, { filters: 64, kernel: 7, stride: 2, padding: 3 })),
    );
    x = net.maxPool(x, { size: 3, stride: 2, padding: 1 });
    for (const [index, blocks] of stages.entries()) {
      const stage = `layer${index + 1}`;
      for (let block = 0; block < blocks; block++) {
        const stride = index > 0 && block === 0 ? 2 : 1;
        x = residual(net, `${stage}.${block}`, x, { filters: 64 * 2 ** index, stride });
      }
      net.tap(stage, x);
    }
    return net.linear('fc', net.dropout(net.embed(net.globalAveragePool(x)), { isModule: false }), { units: classes });
  },
  defaultLayer: 'layer4',
});

/** Two 3x3 convolutions beside the shortcut. */
function basicBlock(net: NetworkBuilder, name: string, x: Value, { filters, stride }: Block): Value {
  const first = net.relu(
    net.batchNorm(`${name}.bn1`, net.conv(`${name}.conv1`, x, { filters, kernel: 3, stride, padding: 1 })),
  );
  const second = net.batchNorm(`${name}.bn2`, net.conv(`${name}.conv2`, first, { filters, kernel: 3, padding: 1 }));
  return net.block('BasicBlock', net.relu(net.add(second, shortcut(net, name, x, { filters, stride }))));
}

/** 1x1, 3x3 and 1x1 convolutions beside the shortcut; the last has four times the filters. */
function bottleneck(net: NetworkBuilder, name: string, x: Value, { filters, stride }: Block): Value {
  const first = net.relu(net.batchNorm(`${name}.bn1`, net.conv(`${name}.conv1`, x, { filters, kernel: 1 })));
  const second = net.relu(
    net.batchNorm(`${name}.bn2`, net.conv(`${name}.conv2`, first, { filters, kernel: 3, stride, padding: 1 })),
  );
  const wide = 4 * filters;
  const third = net.batchNorm(`${name}.bn3`, net.conv(`${name}.conv3`, second, { filters: wide, kernel: 1 }));
  return net.block('Bottleneck', net.relu(net.add(third, shortcut(net, name, x, { filters: wide, stride }))));
}

/** x itself, or a 1x1 convolution where the shape changes (figure 2, option B). */
function shortcut(net: NetworkBuilder, name: string, x: Value, { filters, stride }: Block): Value {
  if (stride === 1 && x.shape.at(-1) === filters) return x;
  return net.batchNorm(`${name}.downsample.1`, net.conv(`${name}.downsample.0`, x, { filters, kernel: 1, stride }));
}

export const resnet18: NetworkDefinition = {
  ...resnet([2, 2, 2, 2], basicBlock),
  title: 'ResNet-18',
  alias: 'resnet',
  pretrained: {
    name: 'ResNet18_Weights',
    address: 'https://download.pytorch.org/models/resnet18-f37072fd.pth',
    sizeMib: 44.661,
    origin: 'These weights reproduce closely the results of the paper using a simple training recipe.',
  },
};

export const resnet50: NetworkDefinition = {
  ...resnet([3, 4, 6, 3], bottleneck),
  title: 'ResNet-50',
  pretrained: {
    name: 'ResNet50_Weights',
    address: 'https://download.pytorch.org/models/resnet50-0676ba61.pth',
    sizeMib: 97.781,
    origin: 'These weights reproduce closely the results of the paper using a simple training recipe.',
  },
};
