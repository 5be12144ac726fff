/** What a configuration means to the engine. */
import { freemem } from 'node:os';
import type {
  FaceFile,
  InputSettings,
  ModelSettings,
  OptimizerSettings,
  Recipe,
  Schedule,
  TrainJob,
} from '#main/engine/messages.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import { NETWORK_FACTS } from '#shared/domain/networks.ts';
import type { ComputeType } from '#shared/domain/precision.ts';
import { classWeightsOf } from './class-weights.ts';

const MEGABYTE = 2 ** 20;
/** Batches decoded ahead: enough that both cores stay busy when a batch needs longer than the mean. */
const LOOKAHEAD = 3;

export const modelSettingsOf = (config: ExperimentConfig): ModelSettings => ({
  network: config.network,
  classes: config.data.num_classes,
  height: config.input_size.height,
  width: config.input_size.width,
  channels: config.model.in_channels === 1 ? 1 : 3,
  normalization: config.normalization,
  initWeights: config.model.init_weights,
  dropoutRate: config.dropout_rate,
  stochasticDepth: NETWORK_FACTS[config.network].stochasticDepth,
});

export const inputSettingsOf = (config: ExperimentConfig): InputSettings => ({
  crop: config.data.crop,
  batchSize: config.batch_size,
  lookahead: LOOKAHEAD,
  cacheMemoryBytes: Math.min(config.cache.memory_mb * MEGABYTE, freemem() / 2),
  cacheDiskBytes: config.cache.disk_mb * MEGABYTE,
});

function optimizerSettingsOf({ optimizer }: ExperimentConfig): OptimizerSettings {
  const weightDecay = optimizer.weight_decay;
  if (optimizer.type === 'Adam') {
    return { kind: 'Adam', beta1: optimizer.beta1, beta2: optimizer.beta2, epsilon: optimizer.eps, weightDecay };
  }
  return { kind: 'Adadelta', rho: optimizer.rho, epsilon: optimizer.eps, weightDecay };
}

const recipeOf = (config: ExperimentConfig, train: readonly FaceFile[]): Recipe => ({
  freeze: config.model.freeze,
  learningRateFactors: config.optimizer.lr_factors,
  clipNorm: config.gradient_clip_norm,
  labelSmoothing: config.label_smoothing,
  classWeights: classWeightsOf(config, train),
});

/** The cosine takes all epochs that are left behind the warm-up. */
export function scheduleOf({
  scheduler,
  num_epochs: epochs,
}: Pick<ExperimentConfig, 'scheduler' | 'num_epochs'>): Schedule {
  const { type, step_size: stepSize, gamma, min_lr: minimum, warmup_epochs: warmupEpochs } = scheduler;
  if (type === 'none') return { kind: 'none', warmupEpochs };
  if (type === 'step') return { kind: 'step', stepSize, gamma, warmupEpochs };
  return { kind: 'cosine', epochs: epochs - warmupEpochs, minimum, warmupEpochs };
}

export type TrainJobParts = {
  readonly train: readonly FaceFile[];
  readonly valid: readonly FaceFile[];
  readonly probes: readonly FaceFile[];
  readonly runFolder: string;
  readonly start: TrainJob['start'];
  /** What `precision` means on the device. Absent = float32. */
  readonly compute?: ComputeType;
};

export function trainJobOf(
  config: ExperimentConfig,
  { train, valid, probes, runFolder, start, compute = 'float32' }: TrainJobParts,
): TrainJob {
  const { augmentation } = config;
  return {
    kind: 'train',
    model: modelSettingsOf(config),
    input: inputSettingsOf(config),
    optimizer: optimizerSettingsOf(config),
    recipe: recipeOf(config, train),
    schedule: scheduleOf(config),
    augmentation: {
      flip: augmentation.flip,
      crop: augmentation.crop,
      brightness: augmentation.brightness,
      jpegQuality:
        augmentation.jpeg_quality === null ? null : [augmentation.jpeg_quality[0], augmentation.jpeg_quality[1]],
      blur: augmentation.blur,
    },
    learningRate: config.optimizer.lr,
    seed: config.seed,
    compute,
    epochs: config.num_epochs,
    patience: config.EARLY_STOPPING_EPOCH,
    train: [...train],
    valid: [...valid],
    probes: [...probes],
    runFolder,
    keepCheckpoints: config.keep_checkpoints === 'all' ? null : config.keep_checkpoints,
    start,
  };
}
