/** The keys of the network: which one, how its input looks, where its first weights come from. */
import { z } from 'zod';
import { NETWORK_ALIASES, NETWORK_FACTS, NETWORK_NAMES } from '#shared/domain/networks.ts';
import { boolean, choice, number, path, section, texts } from '../field.ts';
import { BY_REFERENCE, BY_REFERENCE_CODE, OFF } from './sources.ts';

/** What can be read: our own format, and PyTorch's. */
export const WEIGHTS_EXTENSIONS = ['safetensors', 'pth', 'pt'];

export const network = choice(NETWORK_NAMES, {
  title: 'Network',
  description: "The network, by torchvision's name; the reference project's name does as well.",
  default: 'resnet18',
  aliases: NETWORK_ALIASES,
  source: BY_REFERENCE,
});

export const model = section(
  'Model',
  z.strictObject({
    pretrained: boolean({
      title: 'Pretrained',
      description:
        "Starts from torchvision's weights for ImageNet (IMAGENET1K_V1), downloaded once into the user's cache, or from those of model.weights. A first and a last layer of another size are drawn anew.",
      default: false,
      source: BY_REFERENCE,
    }),
    weights: path(WEIGHTS_EXTENSIONS, {
      title: 'First weights',
      description:
        "A file of weights with torchvision's names to start from, whatever model.pretrained says; a first and a last layer of another size are drawn anew. Empty = torchvision's where model.pretrained is true, else drawn at random.",
      default: '',
      source: 'None.',
      isAdvanced: true,
    }),
    in_channels: choice([3, 1], {
      title: 'Colour channels',
      description: '3 = red, green, blue; 1 = grey (ITU-R 601 luma, as PIL and torchvision turn colours into grey).',
      unit: 'channels',
      default: 3,
      source: `${BY_REFERENCE} Its code never read the key.`,
      isAdvanced: true,
    }),
    init_weights: boolean({
      title: 'Initial weights of the paper',
      description:
        "True: layers are drawn as torchvision's network draws them (convolutions from He's normal distribution). False: they keep PyTorch's default for a layer (uniform, by fan in).",
      default: true,
      source: `${BY_REFERENCE} Its code never read the key. He et al. 2015, "Delving Deep into Rectifiers".`,
      isAdvanced: true,
    }),
    freeze: texts(
      { maxLength: 100, maxCount: 100 },
      {
        title: 'Frozen parts',
        description:
          "Parameters whose names (torchvision's) begin so stay as they are: [conv1, bn1, layer1]. A batch norm that is frozen whole uses its running statistics and keeps them, as in Keras; in PyTorch one calls eval() on it.",
        default: [],
        source: OFF,
        isAdvanced: true,
      },
    ),
  }),
);

export const dropoutRate = number(
  { min: 0, below: 1 },
  {
    title: 'Dropout',
    description:
      'The probability with which each feature is dropped before the last linear layer (in VGG-16 before the last two), in training only.',
    default: {
      by: 'network',
      values: Object.fromEntries(NETWORK_NAMES.map((name) => [name, NETWORK_FACTS[name].dropoutRate])),
    },
    source: `As torchvision's network. The reference project's file says 0.1, and its code never read the key.`,
  },
);

export const normalization = choice(['none', 'imagenet'], {
  title: 'Normalisation of the input',
  description:
    "none: 0..1. imagenet: torchvision's mean and standard deviation of each colour, which its pretrained weights expect.",
  default: {
    by: 'model.pretrained',
    values: { false: 'none', true: { by: 'model.in_channels', values: { 3: 'imagenet', 1: 'none' } } },
  },
  source: `${BY_REFERENCE_CODE} With pretrained weights as they were trained; grey images, whose first layer is drawn anew, are left at 0..1.`,
  isAdvanced: true,
});
