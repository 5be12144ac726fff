/** The keys of how weights are found: optimizer, learning rates, epochs. */
import { z } from 'zod';
import { CLASS_NAMES } from '#shared/domain/labels.ts';
import { choice, factors, integer, number, section, weights } from '../field.ts';
import { BY_PYTORCH_ADADELTA, BY_PYTORCH_ADAM, BY_REFERENCE, BY_REFERENCE_CODE, OFF } from './sources.ts';

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
    lr_factors: factors(
      { above: 0, max: 1000, maxCount: 50 },
      {
        title: 'Learning rate by part',
        description:
          "What the learning rate of each epoch is multiplied by for parameters whose names (torchvision's) begin so: {fc: 10, layer4: 0.5}. The longest that fits holds; all others learn at the learning rate itself.",
        default: {},
        source: `${OFF} As timm's lr_scale: it multiplies what the scheduler gives.`,
        isAdvanced: true,
      },
    ),
  }),
);

export const scheduler = section(
  'Learning rate over the epochs',
  z.strictObject({
    type: choice(['step', 'cosine', 'none'], {
      title: 'Scheduler',
      description:
        "step: the learning rate is multiplied by gamma after every step_size epochs (PyTorch's StepLR). cosine: over all epochs behind the warm-up it falls along half a cosine to min_lr (CosineAnnealingLR); a run that is given more epochs goes on along the longer curve. none: it stays.",
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
    min_lr: number(
      { min: 0, max: 100 },
      {
        title: 'Smallest learning rate',
        description: 'cosine only: where the curve would be one epoch after the last.',
        default: 0,
        source: "PyTorch 2, CosineAnnealingLR's eta_min.",
        isAdvanced: true,
      },
    ),
    warmup_epochs: integer(
      { min: 0, max: 99_999 },
      {
        title: 'Warm-up',
        description:
          "Epochs before the scheduler begins, in which the learning rate rises in equal steps: with 4, from 1/5 to 4/5 of it (PyTorch's LinearLR with start_factor 1/5). 0 = none.",
        unit: 'epochs',
        default: 0,
        source: OFF,
      },
    ),
  }),
);

export const gradientClipNorm = number(
  { min: 0, max: 1e6 },
  {
    title: 'Gradient clipping',
    description:
      "The largest norm that the gradients of a step may have, all together; larger ones are scaled down to it before the weight decay is added (PyTorch's clip_grad_norm_). 0 = off.",
    default: 0,
    source: OFF,
    isAdvanced: true,
  },
);

export const labelSmoothing = number(
  { min: 0, below: 1 },
  {
    title: 'Label smoothing',
    description:
      "The share of each label that is spread over both classes: 0.1 trains toward 0.95 and 0.05 (PyTorch's CrossEntropyLoss). The train loss that is reported is the one with it; the valid loss, which early stopping looks at, stays without, so that runs compare.",
    default: 0,
    source: OFF,
  },
);

export const classWeights = weights(
  { words: ['none', 'balanced'], names: CLASS_NAMES, above: 0, max: 1e6 },
  {
    title: 'Class weights',
    description:
      "How much a face counts in the train loss, by its class, [fake, real]; the mean is divided by the weights (PyTorch's CrossEntropyLoss). balanced: each class counts the same, however many faces of it train (scikit-learn's n / (2 n_class)). The valid loss, which early stopping looks at, stays without.",
    default: 'none',
    source: OFF,
    isAdvanced: true,
  },
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
