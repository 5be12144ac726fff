/** Turns the engine's facts into rows of the store and lines of the log. */
import type { CheckpointFact, Fact, FactOf, ResultOf } from '#main/engine/messages.ts';
import type { Store } from '#main/store/open.ts';
import type { ProbedEpoch } from '#main/store/probes.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import type { NetworkFacts } from '#shared/contract/runs.ts';
import { FAKE, type Label, REAL } from '#shared/domain/labels.ts';
import type { ImageId, Run, StepMetric } from '#shared/domain/records.ts';
import { epochLine } from '#shared/report/epoch-line.ts';
import { networkSections, type Stored } from './service.ts';

export type RecorderOptions = {
  readonly store: Store;
  readonly run: Run;
  readonly config: ExperimentConfig;
  /** A line for the log and the screen. */
  readonly say: (text: string) => void;
  /** Told after it was written: whoever shows it shows what is stored. */
  readonly onStored: (stored: Stored) => void;
};

/** Steps are written in groups: one transaction costs a flush of the disk. */
const STEPS_AT_ONCE_MS = 1_000;

export function createRecorder({ store, run, config, say, onStored }: RecorderOptions) {
  const pinned = store.probes.pinned(run.id).map(({ imageId }) => imageId);
  let steps: StepMetric[] = [];
  let writtenMs = performance.now();
  const writeSteps = () => {
    writtenMs = performance.now();
    if (steps.length === 0) return;
    store.steps.record(run.id, steps);
    onStored({ kind: 'steps', steps });
    steps = [];
  };

  return {
    record: (fact: Fact): void => {
      switch (fact.kind) {
        case 'network':
          store.runs.recordNetwork(run.id, networkFacts(fact));
          say(networkSections(config, fact));
          return;
        case 'started': // what came after the saved state is done again
          store.epochs.rewind(run.id, fact);
          store.probes.rewind(run.id, fact.epoch);
          onStored({ kind: 'rewound' });
          return;
        case 'step':
          steps.push(stepMetric(fact));
          if (performance.now() - writtenMs > STEPS_AT_ONCE_MS) writeSteps();
          return;
        case 'epoch':
          writeSteps();
          recordEpoch({ store, run }, fact);
          onStored({ kind: 'epoch', epoch: fact.epoch });
          if (fact.epoch % config.print_epochs === 0 || fact.epoch === config.num_epochs)
            say(epochLine({ ...fact, epochs: config.num_epochs }));
          return;
        case 'probes':
          store.probes.record(run.id, probedEpoch(pinned, fact));
          onStored({ kind: 'probes', epoch: fact.epoch });
          return;
        case 'validation':
          writeSteps(); // the last of the epoch: it may be a while before the next fact that writes
          return;
        case 'notice':
          say(fact.text);
          return;
        default: // what other jobs report: nothing to keep
      }
    },

    /** The end that the engine reported: only now the run counts as over. */
    finish: (result: ResultOf<'train'>): void => {
      writeSteps();
      if (result.checkpoints.length > 0)
        store.checkpoints.record(run.id, { written: result.checkpoints.map(checkpointOf) });
      if (result.reason === 'early-stopping') {
        const patience = config.EARLY_STOPPING_EPOCH;
        say(
          `Early stopping: ${patience} ${patience === 1 ? 'epoch' : 'epochs'} without a smaller valid loss. The weights are those of epoch ${result.state.bestEpoch} (best.safetensors).`,
        );
      }
      if (result.reason === 'stopped')
        say(`Stopped. Everything is kept: \`facet train --resume ${run.name}\` goes on from here.`);
      store.runs.changeStatus(run.id, { to: result.reason === 'stopped' ? 'stopped' : 'finished' });
    },
  };
}

const stepMetric = (fact: FactOf<'step'>): StepMetric => ({
  step: fact.step,
  epoch: fact.epoch,
  loss: fact.batchLoss,
  accuracy: fact.train.accuracy,
  learningRate: fact.learningRate,
  imagesPerSecond: (1000 * fact.images) / fact.durationMs,
  memoryBytes: fact.memoryBytes,
  atMs: Date.now(),
});

function recordEpoch({ store, run }: { store: Store; run: Run }, fact: FactOf<'epoch'>): void {
  store.epochs.record(run.id, {
    epoch: fact.epoch,
    step: fact.step,
    trainLoss: fact.train.loss,
    trainAccuracy: fact.train.accuracy,
    validLoss: fact.valid.loss,
    validAccuracy: fact.valid.accuracy,
    learningRate: fact.learningRate,
    durationMs: fact.durationMs,
    outsideTensorflowMs: Math.max(0, fact.durationMs - fact.tensorflowMs),
    imagesPerSecond: fact.imagesPerSecond,
    isBest: fact.isBest,
    checkpoints: { written: fact.checkpoints.map(checkpointOf), pruned: fact.pruned },
  });
}

const networkFacts = ({ kind: _, ...facts }: FactOf<'network'>): NetworkFacts => facts;

/** `pinned`: the job's probes, in their order. A network that has diverged says nothing of a face: its score is no number. */
function probedEpoch(
  pinned: readonly ImageId[],
  { epoch, layer, rows, columns, scores, classes, maps }: FactOf<'probes'>,
): ProbedEpoch {
  const cells = rows * columns;
  const results = pinned.flatMap((imageId, i) => {
    const explainedClass: Label = classes[i] === FAKE ? FAKE : REAL;
    const score = scores[i] as number; // one a probe
    const result = { imageId, score, explainedClass, values: maps.subarray(i * cells, (i + 1) * cells) };
    return Number.isFinite(score) ? [result] : [];
  });
  return { epoch, layer, rows, columns, results };
}

const checkpointOf = ({ role, ...facts }: CheckpointFact) => ({ kind: role, ...facts });
