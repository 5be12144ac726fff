/**
 * What the reference project prints before it trains or tests, line by line as it prints it. Each section is text without a line break at its end;
 * an empty line stands between two of them.
 */
import { grouped, short } from './numbers.ts';

const RULE = '-'.repeat(32);
const BYTES_PER_GIB = 2 ** 30;

export type Header = { readonly network: string; readonly device: 'cpu' | 'cuda'; readonly isTest: boolean };

export const header = ({ network, device, isTest }: Header): string =>
  lines(RULE, `Running ${network} on device ${device}`, isTest && 'WARNING: THIS IS TEST MODE!!');

export type Environment = {
  readonly deviceName: string;
  readonly seed: number;
  readonly gpus: number;
  readonly cpus: number;
  readonly memoryBytes: number;
};

export const environmentSection = ({ deviceName, seed, gpus, cpus, memoryBytes }: Environment): string =>
  lines(
    '[+] System environments',
    ` Device: ${deviceName}`,
    ` Random seed : ${seed}`,
    ` The number of gpus : ${gpus}`,
    ` The number of cpus : ${cpus}`,
    ` Memory Size : ${Math.round(memoryBytes / BYTES_PER_GIB)}G`,
  );

export type TrainingData = {
  readonly trainPath: string;
  /** Null = the configuration names none. */
  readonly testPath: string | null;
  readonly batchSize: number;
  /** 0..1; null = the data say which images are for validation. */
  readonly validShare: number | null;
  readonly trainSamples: number;
  readonly validSamples: number;
  /** Rows of the CSV that cannot be used. */
  readonly badRows: number;
  /** What was changed over the CSV; null or number 0 = nothing, and nothing is printed. */
  readonly revision: Revision | null;
};

export type Revision = {
  readonly number: number;
  readonly relabelledCount: number;
  readonly excludedCount: number;
};

export const dataSection = (data: TrainingData): string =>
  lines(
    '[+] Data',
    ` Train path : ${data.trainPath}`,
    ` Test path : ${data.testPath ?? ''}`,
    ` Batch size : ${data.batchSize}`,
    ` Valid proportions : ${data.validShare === null ? 'as the data say' : short(data.validShare)}`,
    ` The number of train samples : ${grouped(data.trainSamples)}`,
    ` The number of valid samples : ${grouped(data.validSamples)}`,
    data.badRows > 0 && ` The number of bad rows left out : ${grouped(data.badRows)}`,
    data.revision !== null && data.revision.number > 0 && revisionLine(data.revision),
  );

/** Facet's own: the reference project knows no revisions. */
export const revisionLine = ({ number, relabelledCount, excludedCount }: Revision): string =>
  ` Revision : ${number} (${grouped(relabelledCount)} relabelled, ${grouped(excludedCount)} excluded)`;

export type Network = {
  readonly title: string;
  /** The file its weights come from; null = none, or not to be shown. */
  readonly checkpoint: string | null;
  readonly parameters: number;
  /** Of these, what training leaves as they are; 0 prints nothing. */
  readonly frozenParameters?: number;
};

export const networkSection = ({ title, checkpoint, parameters, frozenParameters = 0 }: Network): string =>
  lines(
    '[+] Network',
    ` Type: ${title}`,
    checkpoint !== null && ` Checkpoint: ${checkpoint}`,
    ` Model parameters: ${grouped(parameters)}`,
    frozenParameters > 0 && ` Frozen parameters: ${grouped(frozenParameters)}`,
  );

export type OptimizerChoice = {
  readonly type: string;
  readonly learningRate: number;
  readonly weightDecay: number;
  /** Lines of Facet's own, below the reference project's. */
  readonly more?: readonly string[];
};

export const optimizerSection = ({ type, learningRate, weightDecay, more = [] }: OptimizerChoice): string =>
  lines(
    '[+] Optimizer',
    ` Type: ${type}`,
    ` Learning rate: ${short(learningRate)}`,
    ` Weight Decay: ${short(weightDecay)}`,
    ...more,
  );

const lines = (...all: readonly (string | false)[]): string => all.filter((line) => line !== false).join('\n');
