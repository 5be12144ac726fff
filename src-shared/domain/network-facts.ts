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

/** Of what training can change, in the notation of network-parameters.ts. */
export const WRITTEN_NAMES = {
  resnet18:
    '{conv1.weight,bn1.{weight,bias},layer1.{0,1}.{conv1.weight,bn1.{weight,bias},conv2.weight,bn2.{weight,bias}},{layer2,layer3,layer4}.{0.{conv1.weight,bn1.{weight,bias},conv2.weight,bn2.{weight,bias},downsample.{0.weight,1.{weight,bias}}},1.{conv1.weight,bn1.{weight,bias},conv2.weight,bn2.{weight,bias}}},fc.{weight,bias}}',
  efficientnet_b0:
    '{features.{0.{0.weight,1.{weight,bias}},1.0.block.{0.{0.weight,1.{weight,bias}},1.{fc1,fc2}.{weight,bias},2.{0.weight,1.{weight,bias}}},{2,3}.{0,1}.block.{{0,1}.{0.weight,1.{weight,bias}},2.{fc1,fc2}.{weight,bias},3.{0.weight,1.{weight,bias}}},{4,5}.{0,1,2}.block.{{0,1}.{0.weight,1.{weight,bias}},2.{fc1,fc2}.{weight,bias},3.{0.weight,1.{weight,bias}}},6.{0,1,2,3}.block.{{0,1}.{0.weight,1.{weight,bias}},2.{fc1,fc2}.{weight,bias},3.{0.weight,1.{weight,bias}}},7.0.block.{{0,1}.{0.weight,1.{weight,bias}},2.{fc1,fc2}.{weight,bias},3.{0.weight,1.{weight,bias}}},8.{0.weight,1.{weight,bias}}},classifier.1.{weight,bias}}',
  densenet121:
    '{features.{conv0.weight,norm0.{weight,bias},denseblock1.{denselayer1,denselayer2,denselayer3,denselayer4,denselayer5,denselayer6}.{norm1.{weight,bias},conv1.weight,norm2.{weight,bias},conv2.weight},transition1.{norm.{weight,bias},conv.weight},denseblock2.{denselayer1,denselayer2,denselayer3,denselayer4,denselayer5,denselayer6,denselayer7,denselayer8,denselayer9,denselayer10,denselayer11,denselayer12}.{norm1.{weight,bias},conv1.weight,norm2.{weight,bias},conv2.weight},transition2.{norm.{weight,bias},conv.weight},denseblock3.{denselayer1,denselayer2,denselayer3,denselayer4,denselayer5,denselayer6,denselayer7,denselayer8,denselayer9,denselayer10,denselayer11,denselayer12,denselayer13,denselayer14,denselayer15,denselayer16,denselayer17,denselayer18,denselayer19,denselayer20,denselayer21,denselayer22,denselayer23,denselayer24}.{norm1.{weight,bias},conv1.weight,norm2.{weight,bias},conv2.weight},transition3.{norm.{weight,bias},conv.weight},denseblock4.{denselayer1,denselayer2,denselayer3,denselayer4,denselayer5,denselayer6,denselayer7,denselayer8,denselayer9,denselayer10,denselayer11,denselayer12,denselayer13,denselayer14,denselayer15,denselayer16}.{norm1.{weight,bias},conv1.weight,norm2.{weight,bias},conv2.weight},norm5.{weight,bias}},classifier.{weight,bias}}',
  vgg16: '{features.{0,2,5,7,10,12,14,17,19,21,24,26,28}.{weight,bias},classifier.{0,3,6}.{weight,bias}}',
  mobilenet_v2:
    '{features.{0.{0.weight,1.{weight,bias}},1.conv.{0.{0.weight,1.{weight,bias}},1.weight,2.{weight,bias}},{2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17}.conv.{{0,1}.{0.weight,1.{weight,bias}},2.weight,3.{weight,bias}},18.{0.weight,1.{weight,bias}}},classifier.1.{weight,bias}}',
  resnet50:
    '{conv1.weight,bn1.{weight,bias},layer1.{0.{conv1.weight,bn1.{weight,bias},conv2.weight,bn2.{weight,bias},conv3.weight,bn3.{weight,bias},downsample.{0.weight,1.{weight,bias}}},{1,2}.{conv1.weight,bn1.{weight,bias},conv2.weight,bn2.{weight,bias},conv3.weight,bn3.{weight,bias}}},layer2.{0.{conv1.weight,bn1.{weight,bias},conv2.weight,bn2.{weight,bias},conv3.weight,bn3.{weight,bias},downsample.{0.weight,1.{weight,bias}}},{1,2,3}.{conv1.weight,bn1.{weight,bias},conv2.weight,bn2.{weight,bias},conv3.weight,bn3.{weight,bias}}},layer3.{0.{conv1.weight,bn1.{weight,bias},conv2.weight,bn2.{weight,bias},conv3.weight,bn3.{weight,bias},downsample.{0.weight,1.{weight,bias}}},{1,2,3,4,5}.{conv1.weight,bn1.{weight,bias},conv2.weight,bn2.{weight,bias},conv3.weight,bn3.{weight,bias}}},layer4.{0.{conv1.weight,bn1.{weight,bias},conv2.weight,bn2.{weight,bias},conv3.weight,bn3.{weight,bias},downsample.{0.weight,1.{weight,bias}}},{1,2}.{conv1.weight,bn1.{weight,bias},conv2.weight,bn2.{weight,bias},conv3.weight,bn3.{weight,bias}}},fc.{weight,bias}}',
} as const;
