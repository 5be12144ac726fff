/** Runs side by side, and two tests on the same faces: what makes figures comparable, how sure they are, who was right where. */
import { z } from 'zod';
import { ASPECTS } from '../domain/comparability.ts';
import { FAKE, REAL } from '../domain/labels.ts';
import { DatasetId, EvaluationId, ImageId, PileCounts, RunId } from '../domain/records.ts';
import { RUN_STATUSES } from '../domain/runs.ts';
import { TestMetrics } from './evaluations.ts';
import { CamMethodName } from './predictions.ts';
import { procedure } from './procedure.ts';

const Count = z.int().min(0);
const Share = z.number().nullable();
const Column = z.array(z.number().nullable());
const Points = z.array(z.number());
const Threshold = z.number().min(0).max(1);

export const MAX_COMPARED = 8;

/** Alike in two runs where the keys are: src-shared/domain/comparability.ts. */
export const AspectFact = z.object({ name: z.enum(ASPECTS), key: z.string(), words: z.string() });

/** Columns of one length, a value an epoch. */
export const EpochColumns = z.object({
  epoch: z.array(z.number()),
  step: z.array(z.number()),
  trainLoss: Column,
  trainAccuracy: Column,
  validLoss: Column,
  validAccuracy: Column,
  learningRate: z.array(z.number()),
});
export type EpochColumns = z.infer<typeof EpochColumns>;

/** How a threshold came about. `frozen`: chosen on validation faces and kept for these weights. `own`: the test's. */
export const ThresholdSource = z.object({
  kind: z.enum(['frozen', 'own']),
  /** "equal error rate on validation faces", "the usual 0.5" */
  words: z.string(),
});
export type ThresholdSource = z.infer<typeof ThresholdSource>;

/** A finished test of a run. */
export const ComparedTest = z.object({
  evaluationId: EvaluationId,
  /** The same text = the same pictures, whatever data set they came through. */
  picturesKey: z.string(),
  datasetId: DatasetId,
  datasetName: z.string(),
  splitName: z.string(),
  checkpointFile: z.string(),
  createdAtMs: z.number(),
  imageCount: Count,
  positiveClass: z.enum(['fake', 'real']),
  /** In force for these weights. */
  threshold: Threshold,
  thresholdSource: ThresholdSource,
  /** At the test's own threshold; null where another version wrote them. */
  metrics: TestMetrics.nullable(),
  aspects: z.array(AspectFact),
});
export type ComparedTest = z.infer<typeof ComparedTest>;

/** A run that is like another one in everything but the seed. */
export const SeedSibling = z.object({
  runId: RunId,
  name: z.string(),
  seed: z.int(),
  bestEpoch: z.int().nullable(),
  epochs: EpochColumns,
  tests: z.array(z.object({ evaluationId: EvaluationId, picturesKey: z.string(), metrics: TestMetrics.nullable() })),
});
export type SeedSibling = z.infer<typeof SeedSibling>;

export const ComparedRun = z.object({
  runId: RunId,
  /** Its place in the order of creation, from 1; never another run's as long as both are there. A run's colour comes from it. */
  ordinal: z.int().positive(),
  aspects: z.array(AspectFact),
  /** Newest first. */
  tests: z.array(ComparedTest),
  /** Without itself; oldest first. */
  siblings: z.array(SeedSibling),
});
export type ComparedRun = z.infer<typeof ComparedRun>;

export const ReliabilityBin = z.object({
  /** Scores above `from`, up to and including `to`; the first bin has 0 too. */
  from: z.number(),
  to: z.number(),
  n: Count,
  meanScore: Share,
  fakeShare: Share,
});
export type ReliabilityBin = z.infer<typeof ReliabilityBin>;

/** From stored scores: nothing is computed anew by a network. */
export const TestScores = z.object({
  evaluationId: EvaluationId,
  n: Count,
  threshold: Threshold,
  /** Mean cross entropy, in nats. */
  loss: Share,
  confusion: z.object({
    threshold: z.number(),
    n: Count,
    fakeCalledFake: Count,
    fakeCalledReal: Count,
    realCalledFake: Count,
    realCalledReal: Count,
  }),
  auc: Share,
  equalErrorRate: z.object({ rate: z.number(), threshold: z.number() }).nullable(),
  averagePrecision: z.object({ fake: Share, real: Share }),
  positiveClass: z.enum(['fake', 'real']),
  /** Each at most CURVE_POINTS long; null where a class is missing. `threshold`: faces with this score or a larger one are called fake; null = none is. */
  roc: z.object({ falsePositiveRate: Points, truePositiveRate: Points, threshold: Column }).nullable(),
  precisionRecall: z.object({ recall: Points, precision: Points, threshold: Column }).nullable(),
  /** Normal deviates of the rates, without the ends, which are infinite. */
  det: z.object({ falsePositive: Points, falseNegative: Points, threshold: Column }).nullable(),
  calibration: z.object({ expectedCalibrationError: Share, bins: z.array(ReliabilityBin) }),
});
export type TestScores = z.infer<typeof TestScores>;

const IntervalValue = z.object({ low: z.number(), high: z.number(), confidence: z.number() }).nullable();

/** Percentile bootstrap over images. */
export const TestIntervals = z.object({
  resamples: z.int(),
  auc: IntervalValue,
  equalErrorRate: IntervalValue,
  averagePrecisionFake: IntervalValue,
  averagePrecisionReal: IntervalValue,
});
export type TestIntervals = z.infer<typeof TestIntervals>;

/** One side of a flip view. */
export const FlipSide = z.object({
  evaluationId: EvaluationId,
  status: z.enum(['running', 'finished', 'stopped', 'interrupted', 'failed']),
  run: z.object({ id: RunId, name: z.string(), status: z.enum(RUN_STATUSES), ordinal: z.int() }).nullable(),
  checkpointFile: z.string(),
  datasetName: z.string(),
  splitName: z.string(),
  /** With a score, and how many different pictures they are. */
  imageCount: Count,
  pictureCount: Count,
  threshold: Threshold,
  thresholdSource: ThresholdSource,
  /** What the network sees, in pixels. */
  frame: z.object({ width: z.int().positive(), height: z.int().positive() }),
  /** Heat maps that are there. */
  mapSets: z.array(z.object({ method: CamMethodName, layer: z.string(), mapCount: Count })),
});
export type FlipSide = z.infer<typeof FlipSide>;

export const FlipKey = z.object({
  first: EvaluationId,
  second: EvaluationId,
  /** Null = the one in force for the weights. */
  firstThreshold: Threshold.nullable(),
  secondThreshold: Threshold.nullable(),
});
export type FlipKey = z.infer<typeof FlipKey>;

export const FlipSummary = z.object({
  first: FlipSide,
  second: FlipSide,
  counts: PileCounts,
  /** Exact, two-sided, of "both are right equally often"; null where no picture is in both. */
  pValue: z.number().nullable(),
  unmatched: z.object({
    /** Pictures that the other one did not see. */
    onlyFirst: Count,
    onlySecond: Count,
    /** Pictures that both saw and call by different labels: they count for nothing. */
    otherLabel: Count,
  }),
});
export type FlipSummary = z.infer<typeof FlipSummary>;

export const PILES = ['bothRight', 'onlyFirst', 'onlySecond', 'bothWrong'] as const;
export const PileName = z.enum(PILES);

const LabelValue = z.union([z.literal(FAKE), z.literal(REAL)]);

/** A map that is stored: the class it explains, and its largest value. */
const FlipMap = z.object({ explainedClass: LabelValue, max: z.number() }).nullable();

export const FlipFace = z.object({
  imageId: ImageId,
  /** The second one's image of the same picture. */
  secondImageId: ImageId,
  path: z.string(),
  label: LabelValue,
  firstScore: z.number(),
  secondScore: z.number(),
  firstMap: FlipMap,
  secondMap: FlipMap,
});
export type FlipFace = z.infer<typeof FlipFace>;

const PileKey = FlipKey.extend({ pile: PileName, offset: Count });
const MapChoice = z.object({ method: CamMethodName, layer: z.string() }).nullable();

export const comparisons = {
  /** What is needed beside runs.get: in the order that was asked for. @throws not_found */
  runs: procedure.input(z.object({ runIds: z.array(RunId).min(1).max(MAX_COMPARED) })).output(z.array(ComparedRun)),
  /** `threshold` null = the one in force for the weights. @throws conflict (the test is not finished) */
  scores: procedure
    .input(
      z.object({
        evaluationId: EvaluationId,
        threshold: Threshold.nullable(),
        positiveClass: z.enum(['fake', 'real']),
      }),
    )
    .output(TestScores),
  intervals: procedure.input(z.object({ evaluationId: EvaluationId })).output(TestIntervals),
  /** The epochs of many runs, for means over groups; a run that is gone is left out. */
  epochs: procedure
    .input(z.object({ runIds: z.array(RunId).max(1_000) }))
    .output(z.array(z.object({ runId: RunId, epochs: EpochColumns }))),
  /** @throws not_found */
  flips: procedure.input(FlipKey).output(FlipSummary),
  /** Those whose scores differ most come first. Maps: of the class that was predicted when the test ran. */
  pile: procedure
    .input(PileKey.extend({ limit: z.int().min(1).max(500), firstMaps: MapChoice, secondMaps: MapChoice }))
    .output(z.array(FlipFace)),
  /** The first one's images of a stretch of a pile. */
  pileIds: procedure.input(PileKey.extend({ limit: z.int().min(1).max(1_000_000) })).output(z.array(ImageId)),
};
