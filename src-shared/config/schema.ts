/**
 * The configuration of an experiment: the reference project's keys with the reference project's meaning, in its order, and ours after them. Keys are
 * written in snake_case in the YAML and here alike, so a resolved configuration is the document that it came from with nothing left open. Every
 * key is there: defaults are filled in before (`withDefaults`).
 */
import { z } from 'zod';
import { parameterNamesOf } from '../domain/network-parameters.ts';
import { parameterProblem } from '../domain/parameter-prefixes.ts';
import { contradiction } from './field.ts';
import { mixedType, precision, xla } from './keys/compute.ts';
import { augmentation, cache, data, inputSize } from './keys/data.ts';
import { dropoutRate, model, network, normalization } from './keys/network.ts';
import {
  checkpoint,
  device,
  keepCheckpoints,
  name,
  notes,
  positiveClass,
  prefix,
  printEpochs,
  seed,
  tags,
  testCheckpoint,
  threads,
  workers,
} from './keys/run.ts';
import {
  batchSize,
  classWeights,
  earlyStopping,
  epochs,
  gradientClipNorm,
  labelSmoothing,
  optimizer,
  scheduler,
} from './keys/training.ts';

export const ExperimentConfig = z
  .strictObject({
    network,
    seed,
    device,
    data,
    input_size: inputSize,
    model,
    optimizer,
    checkpoint,
    test_checkpoint: testCheckpoint,
    prefix,
    batch_size: batchSize,
    num_workers: workers,
    num_epochs: epochs,
    print_epochs: printEpochs,
    dropout_rate: dropoutRate,
    EARLY_STOPPING_EPOCH: earlyStopping,
    scheduler,
    gradient_clip_norm: gradientClipNorm,
    label_smoothing: labelSmoothing,
    class_weights: classWeights,
    augmentation,
    normalization,
    positive_class: positiveClass,
    keep_checkpoints: keepCheckpoints,
    cache,
    threads,
    precision,
    mixed_type: mixedType,
    xla,
    name,
    notes,
    tags,
  })
  .check(({ value, issues }) => {
    const refuse = (key: string | readonly PropertyKey[], message: string) =>
      issues.push(contradiction(value, { key, message }));
    if (value.checkpoint !== '' && value.model.weights !== '')
      refuse('checkpoint', 'and model.weights both say what to start from; leave one of them empty');
    if (value.normalization === 'imagenet' && value.model.in_channels !== 3)
      refuse(
        'normalization',
        `is imagenet, which has three colours, while model.in_channels is ${value.model.in_channels}`,
      );
    const { scheduler: rates, num_epochs: planned, optimizer: rule } = value;
    if (rates.warmup_epochs >= planned)
      refuse(
        ['scheduler', 'warmup_epochs'],
        `is ${rates.warmup_epochs}, and num_epochs ${planned}: no epoch would be left behind the warm-up`,
      );
    if (rates.type === 'cosine' && rates.min_lr > rule.lr)
      refuse(['scheduler', 'min_lr'], `is ${rates.min_lr}, more than optimizer.lr, which is ${rule.lr}`);
    const wrong = parameterProblem(parameterNamesOf(value.network), {
      freeze: value.model.freeze,
      factors: Object.keys(rule.lr_factors),
    });
    if (wrong === null) return;
    const place = wrong.key === 'model.freeze' ? value.model.freeze.indexOf(wrong.prefix ?? '') : wrong.prefix;
    refuse([...wrong.key.split('.'), ...(wrong.prefix === null || place === null ? [] : [place])], wrong.text);
  });
export type ExperimentConfig = z.infer<typeof ExperimentConfig>;
