/**
 * The configuration of an experiment: the reference project's keys with the reference project's meaning, in its order, and ours after them. Keys are
 * written in snake_case in the YAML and here alike, so a resolved configuration is the document that it came from with nothing left open. Every
 * key is there: defaults are filled in before (`withDefaults`).
 */
import { z } from 'zod';
import { contradiction } from './field.ts';
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
import { batchSize, earlyStopping, epochs, optimizer, scheduler } from './keys/training.ts';

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
    augmentation,
    normalization,
    positive_class: positiveClass,
    keep_checkpoints: keepCheckpoints,
    cache,
    threads,
    name,
    notes,
    tags,
  })
  .check(({ value, issues }) => {
    const refuse = (key: keyof typeof value, message: string) => issues.push(contradiction(value, { key, message }));
    if (value.checkpoint !== '' && value.model.weights !== '')
      refuse('checkpoint', 'and model.weights both say what to start from; leave one of them empty');
    if (value.normalization === 'imagenet' && value.model.in_channels !== 3)
      refuse(
        'normalization',
        `is imagenet, which has three colours, while model.in_channels is ${value.model.in_channels}`,
      );
  });
export type ExperimentConfig = z.infer<typeof ExperimentConfig>;
