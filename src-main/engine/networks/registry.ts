/** Every network Facet trains: one file each, one line here. */
import type { NetworkName } from '#shared/domain/networks.ts';
import type { Value } from '../tensorflow/graph.ts';
import type { NetworkBuilder } from './layers.ts';
import { resnet18 } from './resnet18.ts';

export type NetworkDefinition = {
  /** images [N, H, W, C] float32 -> logits [N, classes] float32. Taps name the layers that heat maps can read. */
  readonly build: (net: NetworkBuilder, images: Value, options: { readonly classes: number }) => Value;
  /** The layer whose heat map is shown where none is chosen: the last feature map. */
  readonly defaultLayer: string;
};

export const NETWORKS = { resnet18 } as const satisfies Record<NetworkName, NetworkDefinition>;
