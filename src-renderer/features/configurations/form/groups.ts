/** The keys of a configuration as a person goes through them. A test holds that each stands in exactly one group. */

export type FieldGroup = {
  readonly id: string;
  readonly title: string;
  /** Sections stand for all of their keys. */
  readonly paths: readonly string[];
};

export const FIELD_GROUPS: readonly FieldGroup[] = [
  { id: 'data', title: 'Data', paths: ['data'] },
  {
    id: 'network',
    title: 'Network',
    paths: ['network', 'input_size', 'normalization', 'dropout_rate', 'model', 'checkpoint'],
  },
  {
    id: 'training',
    title: 'Training',
    paths: [
      ...['num_epochs', 'batch_size', 'optimizer', 'scheduler', 'EARLY_STOPPING_EPOCH', 'seed'],
      ...['label_smoothing', 'class_weights', 'gradient_clip_norm'],
    ],
  },
  { id: 'augmentation', title: 'Augmentation', paths: ['augmentation'] },
  { id: 'run', title: 'Run', paths: ['name', 'tags', 'notes', 'positive_class', 'keep_checkpoints', 'prefix'] },
  {
    id: 'machine',
    title: 'Machine',
    paths: [
      'device',
      'precision',
      'mixed_type',
      'xla',
      'threads',
      'num_workers',
      'cache',
      'print_epochs',
      'test_checkpoint',
    ],
  },
];
