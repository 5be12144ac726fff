/** How fast this machine is: what is measured is kept by network, size, batch and device; what is not is guessed from the nearest that is. */
import { availableParallelism, cpus } from 'node:os';
import type { MeasuredSpeed, SpeedKey } from '#main/store/speeds.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import type { SpeedEstimate } from '#shared/contract/configurations.ts';
import type { DeviceFacts } from '#shared/contract/workspace.ts';

/** A device as speeds know it: a CPU is as fast as it has threads. */
export const speedDevice = ({
  kind,
  name,
  threads,
}: {
  readonly kind: 'cpu' | 'gpu';
  /** In words. */
  readonly name: string;
  readonly threads: number;
}): string => (kind === 'gpu' ? name : `${name}, ${threads} threads`);

/** What a configuration's `device` means on this machine. */
export type ChosenDevice = {
  readonly kind: 'cpu' | 'gpu';
  readonly name: string;
  readonly threads: number;
  /** False where a GPU is asked for and there is none. */
  readonly isAvailable: boolean;
};

export function chosenDevice(
  { device, threads }: Pick<ExperimentConfig, 'device' | 'threads'>,
  facts: Pick<DeviceFacts, 'kind' | 'name'>,
): ChosenDevice {
  const used = threads > 0 ? threads : Number(process.env['TF_NUM_INTRAOP_THREADS'] ?? availableParallelism());
  if (device === 'cpu' && facts.kind === 'gpu')
    return { kind: 'cpu', name: `CPU (${cpus()[0]?.model.trim() ?? 'unknown'})`, threads: used, isAvailable: true };
  return {
    kind: facts.kind,
    name: facts.name,
    threads: used,
    isAvailable: device !== 'cuda' || facts.kind === 'gpu',
  };
}

export const speedKeyOf = (config: ExperimentConfig, device: ChosenDevice): SpeedKey => ({
  network: config.network,
  height: config.input_size.height,
  width: config.input_size.width,
  batchSize: config.batch_size,
  device: `${speedDevice(device)}${config.precision === 'mixed' ? ', mixed precision' : ''}${config.xla ? ', XLA' : ''}${frozenWords(config)}`,
});

/** What is frozen has no gradients to compute. */
const frozenWords = ({ model: { freeze } }: Pick<ExperimentConfig, 'model'>): string =>
  freeze.length === 0 ? '' : `, without ${freeze.join(', ')}`;

/** Of an epoch. */
export type ImageCounts = { readonly train: number; readonly valid: number };

/** `known`: of the same device. Null where nothing of the network was measured on it. */
export function estimateSpeed(
  wanted: SpeedKey,
  known: readonly MeasuredSpeed[],
  counts: ImageCounts | null,
): SpeedEstimate | null {
  const nearest = known
    .filter(({ network }) => network === wanted.network)
    .toSorted((a, b) => distance(a, wanted) - distance(b, wanted))[0];
  if (nearest === undefined) return null;
  const scale = pixelsOf(nearest) / pixelsOf(wanted); // work in a convolution goes with the pixels
  const train = nearest.trainImagesPerSecond * scale;
  const evaluate = nearest.evaluateImagesPerSecond * scale;
  return {
    trainImagesPerSecond: train,
    secondsPerEpoch: counts === null ? null : counts.train / train + counts.valid / evaluate,
    basis: basisOf(nearest, wanted),
    isExact: isSame(nearest, wanted),
  };
}

/** The one of this very network, size, batch and device. */
export const measuredFor = (wanted: SpeedKey, known: readonly MeasuredSpeed[]): MeasuredSpeed | null =>
  known.find((speed) => speed.network === wanted.network && isSame(speed, wanted)) ?? null;

type Size = Pick<SpeedKey, 'height' | 'width' | 'batchSize'>;

const pixelsOf = ({ height, width }: Size): number => height * width;

const isSame = (a: Size, b: Size): boolean =>
  a.height === b.height && a.width === b.width && a.batchSize === b.batchSize;

/** In octaves; another size of image is worse than another batch. */
const distance = (a: Size, b: Size): number =>
  10 * Math.abs(Math.log2(pixelsOf(a) / pixelsOf(b))) + Math.abs(Math.log2(a.batchSize / b.batchSize));

function basisOf(speed: MeasuredSpeed, wanted: Size): string {
  const measured = measuredOn(speed);
  if (isSame(speed, wanted)) return measured;
  if (pixelsOf(speed) === pixelsOf(wanted)) return `a guess: ${measured} with batches of ${speed.batchSize}`;
  return `a guess: ${measured} at ${speed.width} × ${speed.height}, scaled by the pixels`;
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** "measured on calm-heron-1, 24 Nov 2026"; without a run it was done on random images. */
export const measuredOn = ({ runName, measuredAtMs }: MeasuredSpeed): string =>
  `measured on ${runName ?? 'random images'}, ${dateFormat.format(measuredAtMs)}`;
