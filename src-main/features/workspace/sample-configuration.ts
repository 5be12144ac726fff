/** The text of the sample's configuration: short, with the reasons, so that it can be read as well as run. */

export type SampleConfigurationOptions = {
  /** Absolute: a relative path would start wherever Facet was started. */
  readonly train: string;
  readonly test: string;
  readonly sizePx: number;
};

export const sampleConfiguration = ({ train, test, sizePx }: SampleConfigurationOptions): string =>
  `# Sample faces: a small ResNet-18 training of a minute or two, to see how everything works
# What stands here differs from the defaults or is worth seeing; the form shows every key.

network: resnet18
seed: 42
device: auto

data:
  train: ${JSON.stringify(train)}
  test: ${JSON.stringify(test)}
  random_split: True
  test_proportions: 0.2 # of the training faces, set aside to validate on

input_size:
  height: ${sizePx}
  width: ${sizePx}

optimizer:
  type: Adam
  lr: 1e-3

scheduler:
  step_size: 8 # epochs at the full learning rate

batch_size: 8 # few faces: many small steps learn more from them
num_epochs: 12
EARLY_STOPPING_EPOCH: 0 # so few faces make the valid loss jump
positive_class: fake

augmentation:
  flip: 0.5
`;
