/** Disk and memory that a training will take, each with what it is made up of. */
import type { MeasuredSpeed } from '#main/store/speeds.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import type { Preflight } from '#shared/contract/configurations.ts';
import type { NetworkFacts } from './networks.ts';
import { type ChosenDevice, type ImageCounts, measuredOn } from './speed.ts';

type Part = { readonly name: string; readonly bytes: number };

const MEBIBYTE = 2 ** 20;
/** Slots of Adam's and of Adadelta's, each as large as the trained parameters. */
const OPTIMIZER_SLOTS = 2;
const FLOAT32_BYTES = 4;
/** TensorBoard's histograms of ResNet-18's weights: measured, an epoch. */
const HISTOGRAMS_BYTES = 0.15 * MEBIBYTE;
/** Scalars of a step for TensorBoard and its row in the store. */
const STEP_BYTES = 250;

/** What a run leaves when all its epochs are done. */
export function diskNeed(
  config: ExperimentConfig,
  facts: NetworkFacts,
  { freeBytes, counts }: { readonly freeBytes: number; readonly counts: ImageCounts | null },
): Preflight['disk'] {
  const { num_epochs: epochs, keep_checkpoints: keep } = config;
  const kept = keep === 'all' ? epochs : Math.min(keep, epochs) + (keep < epochs ? 1 : 0); // the best one may be an older one
  const optimizer = facts.parameters * FLOAT32_BYTES * OPTIMIZER_SLOTS;
  const steps = counts === null ? 0 : epochs * Math.ceil(counts.train / config.batch_size);
  return need(freeBytes, [
    { name: `Weights of ${kept} ${kept === 1 ? 'epoch' : 'epochs'}`, bytes: kept * facts.weightsBytes },
    { name: "The optimizer's state, the old one until the new one is written", bytes: 2 * optimizer },
    { name: 'TensorBoard and the store', bytes: epochs * HISTOGRAMS_BYTES + steps * STEP_BYTES },
  ]);
}

/**
 * TensorFlow and Node, and the share of all layers' outputs that is kept for the gradients. A fit to ResNet-18 under Adam on two cores, within 8 %:
 * 0.82 GB at 32 px x 8 images, 1.08 at 112 x 32, 1.15 at 224 x 8, 1.92 at 224 x 32, 2.75 at 224 x 64. With CUDA's libraries about 2.5 GiB of the
 * computer's memory.
 */
const RUNTIME_BYTES = { cpu: 670 * MEBIBYTE, gpu: 2560 * MEBIBYTE } as const;
const KEPT_PER_ACTIVATION = 0.9;

export type MemoryFacts = {
  readonly facts: NetworkFacts;
  readonly device: ChosenDevice;
  /** Of this very network, size, batch and device; null where none is. */
  readonly measured: MeasuredSpeed | null;
  readonly counts: ImageCounts | null;
  readonly freeBytes: number;
};

/** Of the engine while it trains. */
export function memoryNeed(config: ExperimentConfig, known: MemoryFacts): Preflight['memory'] {
  const { measured, freeBytes } = known;
  const parts =
    measured === null ? estimatedParts(config, known) : [{ name: 'The engine', bytes: measured.memoryBytes }];
  return {
    ...need(freeBytes, [...parts, cachePart(config, known)]),
    basis: measured === null ? basisOf(known.device) : measuredOn(measured),
  };
}

function estimatedParts(config: ExperimentConfig, { facts, device }: MemoryFacts): readonly Part[] {
  const runtime = { name: 'TensorFlow', bytes: RUNTIME_BYTES[device.kind] };
  if (device.kind === 'gpu') return [runtime]; // weights and batches lie in the GPU's own
  const copies = 2 + OPTIMIZER_SLOTS; // weights and gradients
  return [
    runtime,
    { name: 'Weights, gradients and optimizer', bytes: copies * facts.parameters * FLOAT32_BYTES },
    {
      name: `Layers' outputs for a batch of ${config.batch_size}`,
      bytes: KEPT_PER_ACTIVATION * config.batch_size * facts.activationBytes,
    },
  ];
}

const basisOf = ({ kind }: ChosenDevice): string =>
  kind === 'gpu'
    ? "an estimate, of the computer's memory; the GPU's own is not asked"
    : "an estimate from the network's layers";

/** As `inputSettingsOf` limits it. */
function cachePart(config: ExperimentConfig, { counts, freeBytes }: MemoryFacts): Part {
  const limit = Math.min(config.cache.memory_mb * MEBIBYTE, freeBytes / 2);
  const all = counts === null ? limit : (counts.train + counts.valid) * imageBytesOf(config);
  return { name: 'Decoded images', bytes: Math.min(limit, all) };
}

/** Of a decoded image. */
export const imageBytesOf = ({ input_size: { height, width }, model }: ExperimentConfig): number =>
  height * width * model.in_channels;

function need(freeBytes: number, parts: readonly Part[]) {
  const neededBytes = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  return { neededBytes, freeBytes, isEnough: neededBytes <= freeBytes, parts: [...parts] };
}
