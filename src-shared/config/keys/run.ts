/** The keys of a run as a whole: what it is called, where and how it runs, what it starts from and leaves. */
import { CLASS_NAMES } from '#shared/domain/labels.ts';
import { choice, countOrAll, integer, path, text, texts } from '../field.ts';
import { WEIGHTS_EXTENSIONS } from './network.ts';
import { BY_REFERENCE } from './sources.ts';

export const seed = integer(
  { min: 0, max: 2 ** 31 - 1 },
  {
    title: 'Seed',
    description: 'First weights, split, order, augmentation and dropout follow from it: the same seed, the same run.',
    default: 42,
    source: BY_REFERENCE,
  },
);

export const device = choice(['auto', 'cpu', 'cuda'], {
  title: 'Device',
  description:
    'auto: the GPU where there is one that can be used, else the CPU. cuda (gpu means the same): the GPU, and an error where there is none. cpu: the CPU.',
  default: 'auto',
  aliases: { gpu: 'cuda' },
  source: "Chosen: it runs everywhere. The reference project's file says cuda.",
});

export const threads = integer(
  { min: 0, max: 1024 },
  {
    title: 'Threads',
    description:
      'Threads that TensorFlow computes with. 0 = one a core. Results repeat bit for bit with the same number only.',
    unit: 'threads',
    default: 0,
    source: "TensorFlow's default.",
    isAdvanced: true,
  },
);

export const workers = integer(
  { min: 0, max: 256 },
  {
    title: 'Images decoded at once',
    description:
      "Decodes in flight while the step before runs; the threads of this process do them, so there are no worker processes as in PyTorch's DataLoader. 0 = one.",
    unit: 'images',
    default: 8,
    source: BY_REFERENCE,
    isAdvanced: true,
  },
);

export const printEpochs = integer(
  { min: 1, max: 100_000 },
  {
    title: 'Printed epochs',
    description: 'The epoch line is printed every so many epochs, and after the last one.',
    unit: 'epochs',
    default: 1,
    source: BY_REFERENCE,
    isAdvanced: true,
  },
);

export const checkpoint = path(WEIGHTS_EXTENSIONS, {
  title: 'Checkpoint to start from',
  description:
    "A new run starts from these weights. Where a .pth of the reference project's naming does not exist, the .safetensors beside it is taken. Empty = none.",
  default: '',
  source: BY_REFERENCE,
});

export const testCheckpoint = path(WEIGHTS_EXTENSIONS, {
  title: 'Checkpoint to test',
  description: 'What facet test reads its weights from unless told otherwise; found like checkpoint. Empty = none.',
  default: '',
  source: `None: the reference project's file names the tenth epoch of its own training.`,
});

export const prefix = path([], {
  title: 'Link to the run',
  description:
    "The folder under which the reference project keeps a run. Here a run's files lie in the workspace, and this becomes a link to them. Empty = no link.",
  default: '',
  source: "None: the reference project's file says ./log/ResNet.",
  isAdvanced: true,
});

export const positiveClass = choice(CLASS_NAMES, {
  title: 'Positive class',
  description:
    'The class that precision, recall, F1 and AP speak of. fake, because that is what a detector looks for; real is what the reference project reports. Scores are P(fake) either way.',
  default: 'fake',
  source: 'Chosen. The reference project: real.',
});

export const keepCheckpoints = countOrAll(
  { min: 1, max: 100_000 },
  {
    title: 'Kept checkpoints',
    description:
      "How many of the newest epochs' weights are kept (45 MB each for ResNet-18), or all. The best and the last are kept in any case.",
    unit: 'epochs',
    default: 'all',
    source: "Chosen: nothing is lost, as with the reference project's numbered files.",
    isAdvanced: true,
  },
);

const YOURS = 'Yours to fill in.';

export const name = text(
  { maxLength: 90 }, // a run's name has up to 100, and a number may come behind
  {
    title: 'Name',
    description: 'What the run is called. Empty = named after its network and number.',
    default: '',
    source: YOURS,
  },
);

export const notes = text(
  { maxLength: 10_000, isMultiline: true },
  { title: 'Notes', description: 'What should be remembered about the run.', default: '', source: YOURS },
);

export const tags = texts(
  { maxLength: 50, maxCount: 50 },
  { title: 'Tags', description: 'Words to find the run by.', default: [], source: YOURS },
);
