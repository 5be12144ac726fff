/** The keys of how weights are found: optimizer, learning rates, epochs. */
import { z } from 'zod';
import { choice, integer, number, section } from '../field.ts';
import { BY_PYTORCH_ADADELTA, BY_PYTORCH_ADAM, BY_REFERENCE, BY_REFERENCE_CODE } from './sources.ts';

export const optimizer = section(
  'Optimizer',
  z.strictObject({
    type: choice(['Adam', 'Adadelta'], {
      title: 'Optimizer',
      description: 'Adam (Kingma and Ba 2015) or Adadelta (Zeiler 2012), both as PyTorch defines them.',
      default: 'Adam',
      source: BY_REFERENCE,
    }),
    lr: number(
      { above: 0, max: 100 },
      {
        title: 'Learning rate',
        description: "The first epoch's learning rate; the scheduler makes it smaller.",
        default: { by: 'optimizer.type', values: { Adam: 1e-3, Adadelta: 1 } },
        source: `${BY_PYTORCH_ADAM} ${BY_PYTORCH_ADADELTA} The reference project's file says 1e-4.`,
      },
    ),
    weight_decay: number(
      { min: 0, max: 10 },
      {
        title: 'Weight decay',
        description: "PyTorch's: this times the weight is added to its gradient (L2).",
        default: 0,
        source: `${BY_PYTORCH_ADAM} ${BY_PYTORCH_ADADELTA} The reference project's file says 1e-2.`,
      },
    ),
    beta1: number(
      { min: 0, below: 1 },
      {
        title: 'Beta 1',
        description: "Adam only: the decay of the gradient's running mean.",
        default: 0.9,
        source: BY_PYTORCH_ADAM,
        isAdvanced: true,
      },
    ),
    beta2: number(
      { min: 0, below: 1 },
      {
        title: 'Beta 2',
        description: "Adam only: the decay of the squared gradient's running mean.",
        default: 0.999,
        source: BY_PYTORCH_ADAM,
        isAdvanced: true,
      },
    ),
    rho: number(
      { min: 0, below: 1 },
      {
        title: 'Rho',
        description: 'Adadelta only: the decay of the running means of squared gradients and updates.',
        default: 0.9,
        source: BY_PYTORCH_ADADELTA,
        isAdvanced: true,
      },
    ),
    eps: number(
      { above: 0, max: 1 },
      {
        title: 'Epsilon',
        description: 'Keeps the division by a root from growing without bound.',
        default: { by: 'optimizer.type', values: { Adam: 1e-8, Adadelta: 1e-6 } },
        source: `${BY_PYTORCH_ADAM} ${BY_PYTORCH_ADADELTA}`,
        isAdvanced: true,
      },
    ),
  }),
);

export const scheduler = section(
  'Learning rate over the epochs',
  z.strictObject({
    type: choice(['step', 'none'], {
      title: 'Scheduler',
      description:
        "step: the learning rate is multiplied by gamma after every step_size epochs (PyTorch's StepLR). none: it stays.",
      default: 'step',
      source: BY_REFERENCE_CODE,
    }),
    step_size: integer(
      { min: 1, max: 100_000 },
      {
        title: 'Step size',
        description: 'Epochs after which the learning rate is multiplied.',
        unit: 'epochs',
        default: 5,
        source: BY_REFERENCE_CODE,
      },
    ),
    gamma: number(
      { above: 0, max: 1 },
      {
        title: 'Gamma',
        description: 'What the learning rate is multiplied by.',
        default: 0.1,
        source: `${BY_REFERENCE_CODE} Also PyTorch's default.`,
      },
    ),
  }),
);

export const batchSize = integer(
  { min: 1, max: 4096 },
  {
    title: 'Batch size',
    description: 'Images a training step sees. More need more memory.',
    unit: 'images',
    default: 32,
    source: BY_REFERENCE,
  },
);

export const epochs = integer(
  { min: 1, max: 100_000 },
  {
    title: 'Epochs',
    description: 'How often the training data are gone through, if early stopping does not end it before.',
    unit: 'epochs',
    default: 20,
    source: BY_REFERENCE,
  },
);

export const earlyStopping = integer(
  { min: 0, max: 100_000 },
  {
    title: 'Early stopping',
    description:
      'Training ends after this many epochs without a smaller valid loss, and the best weights are restored. 0 = never.',
    unit: 'epochs',
    default: 5,
    source: BY_REFERENCE,
  },
);
