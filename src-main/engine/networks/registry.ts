/** Every network Facet trains: one file each, one line here. */
import type { NetworkName } from '#shared/domain/networks.ts';
import type { Value } from '../tensorflow/graph.ts';
import { densenet121 } from './densenet121.ts';
import { efficientnetB0 } from './efficientnet-b0.ts';
import type { NetworkBuilder } from './layers.ts';
import { mobilenetV2 } from './mobilenet-v2.ts';
import { resnet18, resnet50 } from './resnet.ts';
import { vgg16 } from './vgg16.ts';

export type NetworkDefinition = {
  /** images [N, H, W, C] float32 -> logits [N, classes] float32. Taps name the layers that heat maps can read. */
  readonly build: (net: NetworkBuilder, images: Value, options: { readonly classes: number }) => Value;
  /** The layer whose heat map is shown where none is chosen: the last feature map. */
  readonly defaultLayer: string;
};

export const NETWORKS = {
  resnet18,
  efficientnet_b0: efficientnetB0,
  densenet121,
  vgg16,
  mobilenet_v2: mobilenetV2,
  resnet50,
} as const satisfies Record<NetworkName, NetworkDefinition>;
