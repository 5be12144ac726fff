/** What is known of trained weights, as their model card tells it. */
import type { ModelSettings } from '#main/engine/messages.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import type { FrozenPoint } from '#shared/contract/predictions.ts';
import type { ExportFormat } from '#shared/domain/model-exports.ts';
import type { Interval } from '#shared/metrics/intervals.ts';

export type ClassCounts = { readonly fake: number; readonly real: number };

export type CardTraining = {
  readonly runName: string;
  readonly notes: string;
  readonly datasetName: string;
  /** File name of the CSV. */
  readonly csv: string;
  /** Of its rows, in hexadecimal. */
  readonly fingerprint: string;
  /** 0 = the CSV as it is. */
  readonly revision: number;
  readonly train: ClassCounts;
  readonly valid: ClassCounts;
  /** Null where the data say what validates. */
  readonly splitSeed: number | null;
  /** Groups (identities, videos) are never on both sides; null where the data name none. */
  readonly groupCount: number | null;
  readonly config: ExperimentConfig;
  readonly device: string | null;
  /** Of the weights; null where they are no epoch's. */
  readonly epoch: number | null;
  readonly lastEpoch: number | null;
  /** What it began with, in words; null = drawn at random. */
  readonly beganWith: string | null;
  /** Where it began with weights of others, what that means, as Markdown; null where it did not. */
  readonly licence: string | null;
  readonly versions: Readonly<Record<string, string>>;
};

export type CardFigure = {
  readonly name: string;
  readonly value: number | null;
  readonly interval: Interval | null;
  /** How the interval was made: "Wilson". */
  readonly by: string;
};

export type CardTest = {
  readonly datasetName: string;
  readonly splitName: string;
  readonly threshold: number;
  readonly faces: ClassCounts;
  readonly figures: readonly CardFigure[];
  readonly testedAtMs: number;
};

export type CardFacts = {
  /** Of the run, else of the file. */
  readonly name: string;
  readonly format: ExportFormat;
  /** Name of the model's file beside the card. */
  readonly file: string;
  readonly fileSha256: string;
  readonly sizeBytes: number;
  /** Of the weights that were exported: by it, Facet knows their tests. */
  readonly weightsSha256: string;
  readonly model: ModelSettings;
  readonly crop: boolean;
  readonly parameters: number;
  /** Null where the weights were named as a file: what they were trained on is then not known. */
  readonly training: CardTraining | null;
  /** Newest first. */
  readonly tests: readonly CardTest[];
  /** Null = none was chosen: 0.5. */
  readonly frozen: Pick<FrozenPoint, 'threshold' | 'rule' | 'datasetName' | 'imageCount'> | null;
  /** Of Facet. */
  readonly version: string;
  readonly madeAtMs: number;
};
