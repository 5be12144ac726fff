/** The keys of what is trained on: files, splits, sizes, augmentation, caches. */
import { z } from 'zod';
import { boolean, choice, contradiction, integer, interval, number, path, section } from '../field.ts';
import { BY_REFERENCE, OFF } from './sources.ts';

const CSV = ['csv'];

export const data = section(
  'Data',
  z
    .strictObject({
      train: path(CSV, {
        title: 'Training data',
        description:
          'A CSV with the columns path,real (1 real, 0 fake); paths in it start at its own folder. The columns group, split and source have a meaning, others are kept.',
        source: 'There is nothing to train on without it.',
      }),
      valid: path(CSV, {
        title: 'Validation data',
        description: 'A CSV of its own for validation, in place of random_split. Empty = none.',
        default: '',
        source: 'The reference project has none: it divides data.train.',
        isAdvanced: true,
      }),
      test: path(CSV, {
        title: 'Test data',
        description: 'A CSV that takes no part in training. Empty = none.',
        default: '',
        source: BY_REFERENCE,
      }),
      random_split: boolean({
        title: 'Random split',
        description:
          'Takes the validation images at random from data.train: seeded, the same share of each class, groups kept together, a given split respected. False = data.valid, or the column split, says which they are.',
        default: true,
        source: BY_REFERENCE,
      }),
      test_proportions: number(
        { min: 0, below: 1 },
        {
          title: 'Validation share',
          description:
            'The share of the images of data.train that random_split takes for validation. Without random_split it has no effect.',
          default: 0.2,
          source: BY_REFERENCE,
        },
      ),
      crop: boolean({
        title: 'Centre crop',
        description:
          "True: the shorter side is resized to fit and the middle cut out, so that faces keep their proportions (torchvision's Resize and CenterCrop). False: the whole image, stretched to the size. The same for square images.",
        default: true,
        source: `${BY_REFERENCE} Its code never read the key and stretched; here it does what it says.`,
      }),
      num_classes: choice([2], {
        title: 'Classes',
        description: 'Fake and real: two.',
        unit: 'classes',
        default: 2,
        source: BY_REFERENCE,
        isAdvanced: true,
      }),
    })
    .check(({ value, issues }) => {
      if (value.random_split && value.valid !== '') {
        const message =
          'names validation data of their own while data.random_split is true; set data.random_split to false, or leave data.valid empty';
        issues.push(contradiction(value, { key: 'valid', message }));
      }
      if (value.random_split && value.test_proportions === 0) {
        const message =
          'is 0, which leaves nothing to validate on; expected a number above 0 while data.random_split is true';
        issues.push(contradiction(value, { key: 'test_proportions', message }));
      }
    }),
);

/** 32 is the smallest size of which ResNet-18 leaves one cell; 1024 is what the largest public face sets have. */
const side = (title: string, description: string) =>
  integer({ min: 32, max: 1024 }, { title, description, unit: 'px', default: 224, source: BY_REFERENCE });

export const inputSize = section(
  'Input size',
  z.strictObject({
    height: side('Input height', 'The height that every image is brought to.'),
    width: side('Input width', 'The width that every image is brought to.'),
  }),
);

export const augmentation = section(
  'Augmentation of training images',
  z.strictObject({
    flip: number(
      { min: 0, max: 1 },
      { title: 'Flip', description: 'The probability of a mirror image.', default: 0, source: OFF },
    ),
    crop: number(
      { min: 0, max: 0.9 },
      {
        title: 'Random crop',
        description:
          'The largest share of width and height that is cut away, at a random place; the rest is stretched to the size again.',
        default: 0,
        source: OFF,
      },
    ),
    brightness: number(
      { min: 0, max: 1 },
      {
        title: 'Brightness',
        description: 'The largest relative change of brightness: 0.2 multiplies by 0.8 to 1.2.',
        default: 0,
        source: OFF,
      },
    ),
    jpeg_quality: interval(
      { min: 1, max: 100 },
      {
        title: 'JPEG quality',
        description:
          'The lowest and the highest JPEG quality through which an image passes, [low, high]; a detector that has seen many will not lean on one. null = off.',
        default: null,
        source: OFF,
      },
    ),
    blur: number(
      { min: 0, max: 20 },
      {
        title: 'Blur',
        description: 'The largest standard deviation of a Gaussian blur.',
        unit: 'px of the input',
        default: 0,
        source: OFF,
      },
    ),
  }),
);

export const cache = section(
  'Cache of decoded images',
  z.strictObject({
    memory_mb: integer(
      { min: 0, max: 1_048_576 },
      {
        title: 'Cache in memory',
        description: 'Decoded images kept in memory, so that later epochs do not decode them. 0 = none.',
        unit: 'MiB',
        default: 1024,
        source: 'Chosen: 7,100 colour images of 224 x 224, and beside a training step it fits into 8 GiB.',
        isAdvanced: true,
      },
    ),
    disk_mb: integer(
      { min: 0, max: 16_777_216 },
      {
        title: 'Cache on disk',
        description: 'Decoded images kept in a temporary file once the memory is full. 0 = none.',
        unit: 'MiB',
        default: 4096,
        source: "Chosen: with the memory's, it holds the reference project's 20,000 images of 224 x 224 (2.9 GiB).",
        isAdvanced: true,
      },
    ),
  }),
);
