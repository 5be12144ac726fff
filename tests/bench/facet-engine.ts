/**
 * Facet's side of the bench: the engine's own graph, session, reader and loop, in a process of its own.
 *
 *     node tests/bench/facet-engine.ts [auto|cpu|cuda] [network]
 *
 * bench.ts gives it the environment of the engine's process. Speaks the protocol of tests/bench/protocol.ts, where each task is described.
 */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import { epochOrder } from '#main/engine/data/batches.ts';
import { createFaceReader, type FaceReader } from '#main/engine/data/face-reader.ts';
import { describe } from '#main/engine/describe.ts';
import { measure } from '#main/engine/evaluation/evaluate.ts';
import type { FaceFile, ModelSettings } from '#main/engine/messages.ts';
import { createModel } from '#main/engine/networks/model.ts';
import { type ImageBatch, ModelSession } from '#main/engine/networks/model-session.ts';
import { INITIAL_STATE } from '#main/engine/training/state.ts';
import { train } from '#main/engine/training/train.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import { NETWORK_FACTS, NETWORK_NAMES, type NetworkName } from '#shared/domain/networks.ts';
import { AppError, assert } from '#shared/errors.ts';
import { formulaImages } from '#tests/helpers/formula.ts';
import { displayMaps } from './heat-maps.ts';
import { type Handlers, peakMemoryBytes, serveTasks, type Task, type TaskResult } from './protocol.ts';

type EpochTask = Extract<Task, { kind: 'epoch' }>;
type GradCamTask = Extract<Task, { kind: 'grad_cam' }>;
type Timing = { readonly seconds: number; readonly inTensorflow: number | null };

const [, , device = 'auto', asked = 'resnet18'] = process.argv;
const network = networkNamed(asked);

const SEED = 1;
const LEARNING_RATE = 1e-4;
const ADAM = { kind: 'Adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 1e-2 } as const;
/** As src-main/features/training asks for, with room for all of the bench's images. */
const INPUT = { crop: false, lookahead: 3, cacheMemoryBytes: 2 ** 30, cacheDiskBytes: 0 };
const PREDICTED_CLASS = -1;

/** One network at a time, as the engine has it; the first task of a size makes it. */
class Bench {
  readonly #sessions = { training: null as ModelSession | null, evaluation: null as ModelSession | null };
  #reader: { readonly trainCsv: string; readonly faces: FaceReader } | null = null;

  readonly handlers: Handlers = {
    train_step: async ({ steps, batch, sizePx }) => {
      const session = this.#sessionAt(sizePx);
      const images = imageBatch(batch, sizePx);
      return repeated(steps, batch, (step) =>
        session.step(images, { learningRate: LEARNING_RATE, step: step + 1, seed: SEED }),
      );
    },
    inference: async ({ steps, batch, sizePx }) => {
      const session = this.#sessionAt(sizePx, 'evaluation');
      const images = imageBatch(batch, sizePx);
      return repeated(steps, batch, () => session.evaluate(images));
    },
    epoch: (task) => this.#epoch(task),
    grad_cam: async (task) => this.#gradCam(task),
  };

  /** As in the program: tests and explanations have a network that is made for evaluation. */
  #sessionAt(sizePx: number, purpose: 'training' | 'evaluation' = 'training'): ModelSession {
    const open = this.#sessions[purpose];
    if (open?.model.settings.height === sizePx) return open;
    open?.dispose();
    const session = new ModelSession(createModel(modelSettings(sizePx), purpose === 'training' ? ADAM : null));
    session.initialize(SEED);
    this.#sessions[purpose] = session;
    return session;
  }

  async #epoch(task: EpochTask): Promise<TaskResult> {
    const session = this.#sessionAt(task.sizePx);
    if (task.pass === 'first') await this.#forgetImages();
    const began = performance.now();
    const faces = { train: readFaces(task.trainCsv), valid: readFaces(task.validCsv) };
    this.#reader ??= { trainCsv: task.trainCsv, faces: readerOf([...faces.train, ...faces.valid], task) };
    assert(this.#reader.trainCsv === task.trainCsv, 'a later pass reads what the first one did');
    const { train: trained, valid } = await runEpoch(session, this.#reader.faces, {
      counts: { train: faces.train.length, valid: faces.valid.length },
      began,
    });
    const seconds = trained.seconds + valid.seconds;
    const items = trained.items + valid.items;
    return {
      ...answer(items, { seconds, inTensorflow: trained.inTensorflow + valid.inTensorflow }),
      parts: {
        train: { items: trained.items, seconds: trained.seconds },
        valid: { items: valid.items, seconds: valid.seconds },
      },
    };
  }

  async #forgetImages(): Promise<void> {
    await this.#reader?.faces.close();
    this.#reader = null;
  }

  #gradCam({ images, batch, sizePx }: GradCamTask): TaskResult {
    const session = this.#sessionAt(sizePx, 'evaluation');
    const layer = session.model.defaultLayer;
    const all = Array.from({ length: Math.ceil(images / batch) }, (_, i) =>
      imageBatch(Math.min(batch, images - i * batch), sizePx),
    );
    const began = performance.now();
    for (const one of all) {
      const classes = new Int32Array(one.labels.length).fill(PREDICTED_CLASS);
      displayMaps(session.explain(one, { layer, classes }), { height: sizePx, width: sizePx });
    }
    return answer(images, { seconds: secondsSince(began), inTensorflow: null });
  }
}

type TimedPart = { readonly items: number; readonly seconds: number; readonly inTensorflow: number };

/** The engine's loop for one epoch, and its own account of the time. `began`: performance.now() where the epoch's time starts. */
async function runEpoch(
  session: ModelSession,
  reader: FaceReader,
  { counts, began }: { readonly counts: { readonly train: number; readonly valid: number }; readonly began: number },
): Promise<{ readonly train: TimedPart; readonly valid: TimedPart }> {
  const spentMs = { train: 0, valid: 0 };
  let trainedMs = 0;
  const common = { augment: null, seed: SEED };
  const training = train(session, INITIAL_STATE, {
    epochs: 1,
    seed: SEED,
    learningRate: LEARNING_RATE,
    schedule: { kind: 'none' },
    patience: 0,
    batches: (epoch, firstBatch) =>
      reader.batches({ ...common, order: epochOrder(counts.train, { seed: SEED, epoch }), epoch, firstBatch }),
    validate: () => {
      trainedMs = performance.now() - began;
      const order = Uint32Array.from({ length: counts.valid }, (_, i) => counts.train + i);
      return measure(
        (batch) => {
          const start = performance.now();
          const result = session.evaluate(batch);
          spentMs.valid += performance.now() - start;
          return result;
        },
        reader.batches({ ...common, order, epoch: 0, firstBatch: 0 }),
        counts.valid,
      );
    },
    shouldStop: () => false,
    now: () => performance.now(),
  });
  for await (const event of training) if (event.kind === 'step') spentMs.train += event.tensorflowMs;
  const validMs = performance.now() - began - trainedMs;
  return {
    train: { items: counts.train, seconds: trainedMs / 1000, inTensorflow: spentMs.train / 1000 },
    valid: { items: counts.valid, seconds: validMs / 1000, inTensorflow: spentMs.valid / 1000 },
  };
}

const modelSettings = (sizePx: number): ModelSettings => ({
  network,
  classes: 2,
  height: sizePx,
  width: sizePx,
  channels: 3,
  normalization: 'none',
  initWeights: true,
  dropoutRate: NETWORK_FACTS[network].dropoutRate,
  stochasticDepth: NETWORK_FACTS[network].stochasticDepth,
});

const readerOf = (faces: readonly FaceFile[], { batch, sizePx }: EpochTask): FaceReader =>
  createFaceReader(faces, {
    model: modelSettings(sizePx),
    input: { ...INPUT, batchSize: batch },
    folder: tmpdir(),
    notify: (text) => process.stderr.write(`${text}\n`),
  });

const readFaces = (csv: string): readonly FaceFile[] =>
  parse<{ path: string; real: string }>(readFileSync(csv, 'utf8'), { columns: true }).map((row) => ({
    file: row.path,
    label: row.real === '1' ? REAL : FAKE,
  }));

const imageBatch = (count: number, sizePx: number): ImageBatch => ({
  pixels: formulaImages({ name: 'bench', count, height: sizePx, width: sizePx }),
  labels: Int32Array.from({ length: count }, (_, i) => i % 2),
});

function repeated(steps: number, batch: number, act: (step: number) => void): TaskResult {
  const began = performance.now();
  for (let step = 0; step < steps; step++) act(step);
  return answer(steps * batch, { seconds: secondsSince(began), inTensorflow: null });
}

const answer = (items: number, { seconds, inTensorflow }: Timing): TaskResult => ({
  items,
  seconds,
  peakMemoryBytes: peakMemoryBytes(),
  peakDeviceMemoryBytes: null, // TensorFlow tells it to Python only
  secondsInTensorflow: inTensorflow,
  parts: null,
});

function networkNamed(name: string): NetworkName {
  const known = NETWORK_NAMES.find((one) => one === name);
  if (known !== undefined) return known;
  throw new AppError('usage', `"${name}" is no network of ours: ${NETWORK_NAMES.join(', ')}.`);
}

const secondsSince = (began: number) => (performance.now() - began) / 1000;

const found = await describe();
if (device === 'cuda' && found.device !== 'gpu')
  throw new AppError('runtime_missing', 'TensorFlow finds no GPU, and --device cuda asks for one.');
await serveTasks(
  {
    device: found.device === 'cpu' ? 'cpu' : found.deviceName,
    threads: found.threads,
    versions: { node: process.versions.node, tensorflow: found.tensorflow, libvips: sharp.versions.vips },
  },
  new Bench().handlers,
);
