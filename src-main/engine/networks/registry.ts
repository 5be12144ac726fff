/** Every network Facet trains: one file each, one line here. `npm run networks` writes down what the rest of Facet knows of them. */
import type { NetworkFacts } from '#shared/domain/networks.ts';
import type { Value } from '../tensorflow/graph.ts';
import { densenet121 } from './densenet121.ts';
import { efficientnetB0 } from './efficientnet-b0.ts';
import type { NetworkBuilder } from './layers.ts';
import { mobilenetV2 } from './mobilenet-v2.ts';
import { resnet18, resnet50 } from './resnet.ts';
import { vgg16 } from './vgg16.ts';

export type NetworkDefinition = NetworkFacts & {
  /** images [N, H, W, C] float32 -> logits [N, classes] float32. Taps name the layers that heat maps can read. */
  readonly build: (net: NetworkBuilder, images: Value, options: { readonly classes: number }) => Value;
  /** The layer whose heat map is shown where none is chosen: the last feature map. */
  readonly defaultLayer: string;
  readonly pretrained: PretrainedWeights;
};

/** What `model.pretrained` begins with, as torchvision's IMAGENET1K_V1 of the network says. */
export type PretrainedWeights = {
  /** torchvision's name for the weights of the network: ResNet18_Weights. */
  readonly name: string;
  /** Its `url`; the file's name ends in the first digits of its SHA-256. */
  readonly address: string;
  /** Its `_file_size`, to three places. */
  readonly sizeMib: number;
  /** Its `_docs`: who trained them. */
  readonly origin: string;
  /** Where it is another one than torchvision's. */
  readonly licence?: string;
  /** Of the file, where it is known as a whole. */
  readonly sha256?: string;
};

/** By torchvision's names, in the order in which they are shown. */
export const NETWORKS = {
  resnet18,
  efficientnet_b0: efficientnetB0,
  densenet121,
  vgg16,
  mobilenet_v2: mobilenetV2,
  resnet50,
} as const satisfies Readonly<Record<string, NetworkDefinition>>;
