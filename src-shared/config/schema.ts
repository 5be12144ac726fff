/**
 * The configuration of an experiment. Keys and meanings are the reference project's; new ones stand beside them. What its code never reads (crop,
 * dropout_rate, init_weights, in_channels) means here what its name promises. Everything else about a key — title, unit, range, default and where
 * that comes from — stands at the key, and errors, written YAML and forms are made from it.
 */
import { z } from 'zod';
import { NETWORK_NAMES } from '../domain/networks.ts';
import { boolean, choice, countOrAll, type FieldMeta, integer, metaOf, number, range, text } from './field.ts';

const OWN = "Facet's choice";
const PYTORCH = "PyTorch's default";

const group = <T extends z.ZodRawShape>(shape: T) => z.strictObject(shape).prefault({} as never); // every key has a default
const SIDE = { min: 32, max: 1024 };
const UNIT_INTERVAL = { min: 0, max: 1 };
const BELOW_ONE = { min: 0, max: 1, below: true } as const;
const MANY = 100_000;

export const ExperimentConfig = z.strictObject({
  network: choice('resnet18', NETWORK_NAMES, { title: 'Network', about: "The architecture, by torchvision's name; the reference's names are accepted too." }),
  name: text('text', { title: 'Name', about: 'What the run is called; empty = a name is made up.', source: OWN }),
  notes: text('text', { title: 'Notes', about: 'Kept with the run.', source: OWN, advanced: true }),
  seed: integer(42, { min: 0, max: 2 ** 31 - 1 }, { title: 'Random seed', about: 'Decides initial values, split, order and augmentation.' }),
  device: choice('auto', ['auto', 'cpu', 'cuda'], { title: 'Device', about: 'cuda = the GPU, and an error where there is none; auto = the GPU where there is one.', source: OWN }),
  data: group({
    train: text('path', { title: 'Training CSV', about: 'Faces to train on, columns path and real. Starts at the working directory.' }),
    valid: text('path', { title: 'Validation CSV', about: 'Faces to validate on; empty = taken out of the training CSV.', source: OWN }),
    test: text('path', { title: 'Test CSV', about: 'Faces that `facet test` scores.' }),
    random_split: boolean(true, { title: 'Random split', about: 'Takes the validation faces out of the training CSV at random: by class, groups kept together. Off: data.valid or a column `split` says.' }),
    test_proportions: number(0.2, { min: 0, max: 1, above: true, below: true }, { title: 'Validation share', about: 'The share taken for validation where random_split is on.' }),
    crop: boolean(true, { title: 'Crop', about: 'On: the shorter side is resized and the centre cut out. Off: the picture is stretched to the input size.' }),
    num_classes: integer(2, { min: 2, max: 2 }, { title: 'Classes', about: 'Fake and real are two.' }),
  }),
  input_size: group({
    height: integer(224, SIDE, { title: 'Input height', about: 'What the network sees.', unit: 'px' }),
    width: integer(224, SIDE, { title: 'Input width', about: 'What the network sees.', unit: 'px' }),
  }),
  model: group({
    pretrained: boolean(false, { title: 'Pretrained', about: 'Starts from the weights in model.weights.' }),
    weights: text('path', { title: 'Weights', about: 'A .safetensors file to start from; `facet weights import` makes one of a .pth.', source: OWN }),
    in_channels: integer(3, { min: 1, max: 3 }, { title: 'Input channels', about: '3 = RGB, 1 = grey.' }),
    init_weights: boolean(true, { title: 'Initialise weights', about: "On: as the network's authors do. Off: PyTorch's default for every layer." }),
  }),
  normalization: choice('none', ['none', 'imagenet'], { title: 'Normalisation', about: "none = 0..1; imagenet = ImageNet's mean and deviation a channel.", advanced: true }),
  optimizer: group({
    type: choice('Adam', ['Adam', 'Adadelta'], { title: 'Optimizer', about: "As torch.optim's." }),
    lr: number(1e-4, { min: 0, max: 10, above: true }, { title: 'Learning rate', about: 'Of the first epoch.' }),
    weight_decay: number(1e-2, UNIT_INTERVAL, { title: 'Weight decay', about: 'L2 penalty, added to the gradient.' }),
    beta1: number(0.9, BELOW_ONE, { title: 'Beta 1', about: 'Adam: decay of the mean of gradients.', source: PYTORCH, advanced: true }),
    beta2: number(0.999, BELOW_ONE, { title: 'Beta 2', about: 'Adam: decay of the mean of squared gradients.', source: PYTORCH, advanced: true }),
    rho: number(0.9, BELOW_ONE, { title: 'Rho', about: 'Adadelta: decay of both means.', source: PYTORCH, advanced: true }),
    eps: number(1e-8, { min: 0, max: 1, above: true }, { title: 'Epsilon', about: 'Keeps the division finite; PyTorch takes 1e-6 for Adadelta.', source: PYTORCH, advanced: true }),
  }),
  scheduler: group({
    type: choice('step', ['step', 'none'], { title: 'Schedule', about: 'step = the learning rate is multiplied by gamma after every step_size epochs.', advanced: true }),
    step_size: integer(5, { min: 1, max: MANY }, { title: 'Step', about: 'How long a learning rate stays.', unit: 'epochs', advanced: true }),
    gamma: number(0.1, { min: 0, max: 1, above: true }, { title: 'Gamma', about: 'What the learning rate is multiplied by.', advanced: true }),
  }),
  augmentation: group({
    flip: number(0, UNIT_INTERVAL, { title: 'Flip', about: 'Probability of a mirror image.', source: OWN, advanced: true }),
    crop: number(0, { min: 0, max: 0.9 }, { title: 'Random crop', about: 'The largest share of each side that is cut off, at a random place.', source: OWN, advanced: true }),
    brightness: number(0, { min: 0, max: 0.9 }, { title: 'Brightness', about: 'The largest relative change.', source: OWN, advanced: true }),
    jpeg_quality: range({ min: 1, max: 100 }, { title: 'JPEG quality', about: 'Lowest and highest: the face is compressed once more. null = off.', source: OWN, advanced: true }),
    blur: number(0, { min: 0, max: 20 }, { title: 'Blur', about: 'The largest sigma of a Gaussian.', unit: 'px', source: OWN, advanced: true }),
  }),
  positive_class: choice('fake', ['fake', 'real'], { title: 'Positive class', about: "What precision, recall, F1 and AP count. The reference's convention is real.", source: OWN }),
  checkpoint: text('path', { title: 'Checkpoint', about: 'Weights that a new run starts from; empty = none.', advanced: true }),
  test_checkpoint: text('path', { title: 'Test checkpoint', about: 'What `facet test --config` loads. A .pth name finds the .safetensors beside it.' }),
  prefix: text('path', { title: 'Prefix', about: 'Becomes a link to the folder of the run, which lies in the workspace; empty = none.' }),
  batch_size: integer(32, { min: 1, max: 4096 }, { title: 'Batch size', about: 'Images of one step.', unit: 'images' }),
  num_workers: integer(8, { min: 1, max: 64 }, { title: 'Workers', about: 'Images decoded at a time, beside the training.', advanced: true }),
  num_epochs: integer(20, { min: 1, max: MANY }, { title: 'Epochs', about: 'How often every face is seen, at most.', unit: 'epochs' }),
  print_epochs: integer(1, { min: 1, max: MANY }, { title: 'Print every', about: 'Epochs from one printed line to the next.', unit: 'epochs', advanced: true }),
  dropout_rate: number(0, BELOW_ONE, { title: 'Dropout', about: "Before the last layer. torchvision's ResNet has none.", source: 'torchvision' }),
  EARLY_STOPPING_EPOCH: integer(5, { min: 0, max: MANY }, { title: 'Patience', about: 'Epochs without a smaller valid loss after which training ends; 0 = never.', unit: 'epochs' }),
  keep_checkpoints: countOrAll({ title: 'Keep checkpoints', about: 'Epochs whose weights are kept: all, or the newest so many. The best is always kept.', source: OWN, advanced: true }),
  cache: group({
    memory_mb: integer(4096, { min: 0, max: 1e6 }, { title: 'Cache in memory', about: 'For decoded images, so that later epochs do not decode; at most half of what is free.', unit: 'MiB', source: `${OWN}: 28,000 faces at 224 px`, advanced: true }),
    disk_mb: integer(16_384, { min: 0, max: 1e7 }, { title: 'Cache on disk', about: 'For what memory has no room for.', unit: 'MiB', source: OWN, advanced: true }),
  }),
  threads: integer(0, { min: 0, max: 1024 }, { title: 'Threads', about: "TensorFlow's; 0 = one a core. A run repeats bit for bit only with the same number.", source: OWN, advanced: true }),
});
export type ExperimentConfig = z.infer<typeof ExperimentConfig>;

export type ConfigField = FieldMeta & { readonly path: string; readonly default: unknown };

/** Every key in the order in which a configuration is written; groups are not in it. */
export const CONFIG_FIELDS: readonly ConfigField[] = fieldsOf(ExperimentConfig, '', ExperimentConfig.parse({}));

function fieldsOf(type: z.ZodObject, prefix: string, defaults: Readonly<Record<string, unknown>>): ConfigField[] {
  return Object.entries(type.shape).flatMap(([key, child]) => {
    const path = prefix + key;
    const meta = metaOf(child as z.ZodType); // a shape's values are types
    if (meta !== undefined) return [{ ...meta, path, default: defaults[key] }];
    const inner = (child as unknown as z.ZodPrefault<z.ZodObject>).unwrap(); // a key without facts is a group
    return fieldsOf(inner, `${path}.`, defaults[key] as Readonly<Record<string, unknown>>);
  });
}

/** Paths of keys and of groups of keys: what a misspelt one is compared with. */
export const CONFIG_PATHS: readonly string[] = [
  ...new Set(CONFIG_FIELDS.flatMap(({ path }) => path.split('.').map((_, i, parts) => parts.slice(0, i + 1).join('.')))),
];
