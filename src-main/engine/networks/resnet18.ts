/**
 * ResNet-18. Source: He, Zhang, Ren and Sun 2016, "Deep Residual Learning for Image Recognition", table 1, 18-layer column;
 * parameter names, padding and initial values as torchvision's `resnet18`. Deviation: dropout before the last layer where the configuration asks for it.
 */
import type { Value } from '../tensorflow/graph.ts';
import type { NetworkBuilder } from './layers.ts';
import type { NetworkDefinition } from './registry.ts';

export const resnet18: NetworkDefinition = {
  build(net, images, { classes }) {
    let x = net.relu(
      net.batchNorm('bn1', net.conv('conv1', images, { filters: 64, kernel: 7, stride: 2, padding: 3 })),
    );
    x = net.maxPool(x, { size: 3, stride: 2, padding: 1 });
    for (const [index, filters] of [64, 128, 256, 512].entries()) {
      const stage = `layer${index + 1}`;
      x = basicBlock(net, `${stage}.0`, x, { filters, stride: index === 0 ? 1 : 2 });
      x = net.tap(stage, basicBlock(net, `${stage}.1`, x, { filters, stride: 1 }));
    }
    return net.linear('fc', net.dropout(net.embed(net.globalAveragePool(x))), { units: classes });
  },
  defaultLayer: 'layer4',
};

/** Two 3x3 convolutions beside a shortcut, which is a 1x1 convolution where the shape changes (figure 2, option B). */
function basicBlock(
  net: NetworkBuilder,
  name: string,
  x: Value,
  { filters, stride }: { filters: number; stride: number },
): Value {
  const first = net.relu(
    net.batchNorm(`${name}.bn1`, net.conv(`${name}.conv1`, x, { filters, kernel: 3, stride, padding: 1 })),
  );
  const second = net.batchNorm(`${name}.bn2`, net.conv(`${name}.conv2`, first, { filters, kernel: 3, padding: 1 }));
  const shortcut =
    stride === 1
      ? x
      : net.batchNorm(`${name}.downsample.1`, net.conv(`${name}.downsample.0`, x, { filters, kernel: 1, stride }));
  return net.block('BasicBlock', net.relu(net.add(second, shortcut)));
}
