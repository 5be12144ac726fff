/** What is known of each network outside of the engine. Written by `npm run networks` from src-main/engine/networks: change it there. */
export const WRITTEN_FACTS = {
  resnet18: {
    family: 'ResNet',
    title: 'ResNet-18',
    source: 'He et al. 2016',
    alias: 'resnet',
    dropoutRate: 0,
    stochasticDepth: 0,
  },
  efficientnet_b0: {
    family: 'EfficientNet',
    title: 'EfficientNet-B0',
    source: 'Tan and Le 2019',
    alias: 'efficientnet',
    dropoutRate: 0.2,
    stochasticDepth: 0.2,
  },
  densenet121: {
    family: 'DenseNet',
    title: 'DenseNet-121',
    source: 'Huang et al. 2017',
    alias: 'densenet',
    dropoutRate: 0,
    stochasticDepth: 0,
  },
  vgg16: {
    family: 'VGGNet',
    title: 'VGG-16',
    source: 'Simonyan and Zisserman 2015',
    alias: 'vggnet',
    dropoutRate: 0.5,
    stochasticDepth: 0,
  },
  mobilenet_v2: {
    family: 'MobileNet',
    title: 'MobileNetV2',
    source: 'Sandler et al. 2018',
    dropoutRate: 0.2,
    stochasticDepth: 0,
  },
  resnet50: {
    family: 'ResNet',
    title: 'ResNet-50',
    source: 'He et al. 2016',
    dropoutRate: 0,
    stochasticDepth: 0,
  },
} as const;
