/** An evaluation as a job: scores of a file of weights over a list of faces, with heat maps where they are asked for. */
import { setImmediate } from 'node:timers/promises';
import { FAKE, predictedLabel, REAL } from '#shared/domain/labels.ts';
import { AppError } from '#shared/errors.ts';
import type { Batch } from '../data/batches.ts';
import { createFaceReader } from '../data/face-reader.ts';
import { writeOverlay } from '../explanation/overlay.ts';
import type { JobContext } from '../jobs.ts';
import type { EvaluateJob, FactOf, ResultOf } from '../messages.ts';
import type { Model } from '../networks/model.ts';
import type { HeatmapResult, ModelSession } from '../networks/model-session.ts';
import { networkFact } from '../training/job.ts';
import { forgetNetwork, openNetwork } from './kept-network.ts';

type Heatmaps = NonNullable<FactOf<'predictions'>['heatmaps']>;

export async function runEvaluation(job: EvaluateJob, { report, signal }: JobContext): Promise<ResultOf<'evaluate'>> {
  const began = performance.now();
  const session = await openNetwork(job.model, job.weights);
  report(networkFact(session.model));
  const layer = layerOf(job, session.model);
  const reader = createFaceReader(job.faces, {
    model: job.model,
    input: { ...job.input, cacheMemoryBytes: 0, cacheDiskBytes: 0 }, // each image is read once
    folder: '',
    notify: (text) => report({ kind: 'notice', text }),
  });
  let seen = 0;
  let tensorflowMs = 0;
  try {
    const order = Uint32Array.from(job.faces, (_, i) => i);
    for await (const batch of reader.batches({ order, augment: null, seed: 0, epoch: 0, firstBatch: 0 })) {
      const started = performance.now();
      const result = evaluateBatch(session, batch, { job, layer });
      tensorflowMs += performance.now() - started;
      const heatmaps =
        result.heatmaps === null ? null : await finishHeatmaps(result.heatmaps, { batch, job, layer, first: seen });
      report({ kind: 'predictions', first: seen, scores: result.scores, losses: result.losses, heatmaps });
      seen += batch.labels.length;
      report({ kind: 'progress', seen, count: job.faces.length });
      await setImmediate(); // lets a message to stop come in
      if (signal.aborted) break;
    }
    return {
      kind: 'evaluate',
      seen,
      tensorflowMs,
      durationMs: performance.now() - began,
      wasStopped: seen < job.faces.length,
    };
  } catch (error) {
    forgetNetwork(); // it may be what failed
    throw error;
  } finally {
    await reader.close();
  }
}

/** The layer to explain: the network's default where none is named. @throws usage */
function layerOf(job: EvaluateJob, model: Model): string {
  const wanted = job.heatmaps?.layer || model.defaultLayer;
  const layers = model.heatmaps.map((heatmap) => heatmap.layer);
  if (layers.includes(wanted)) return wanted;
  throw new AppError('usage', `${job.model.network} has no layer "${wanted}" to explain.`, {
    hint: `Its layers are ${layers.join(', ')}; the default is ${model.defaultLayer}.`,
  });
}

function evaluateBatch(
  session: ModelSession,
  batch: Batch,
  { job: { heatmaps }, layer }: { job: EvaluateJob; layer: string },
) {
  if (heatmaps === null) return { ...session.evaluate(batch), heatmaps: null };
  const classes = new Int32Array(batch.labels.length).fill(heatmaps.explainedClass);
  const result = session.explain(batch, { layer, method: heatmaps.method, classes });
  return { scores: result.scores, losses: result.losses, heatmaps: result };
}

async function finishHeatmaps(
  { scores, maps, rows, columns }: HeatmapResult,
  { batch, job, layer, first }: { batch: Batch; job: EvaluateJob; layer: string; first: number },
): Promise<Heatmaps> {
  const settings = job.heatmaps as NonNullable<EvaluateJob['heatmaps']>; // there are maps only where they were asked for
  const classes = Array.from(scores, (score) =>
    settings.explainedClass === -1 ? predictedLabel(score) : settings.explainedClass,
  );
  const folder = settings.overlayFolder;
  const cells = rows * columns;
  const overlays =
    folder === null
      ? null
      : await Promise.all(
          classes.map((explained, i) =>
            writeOverlay({
              folder,
              position: first + i,
              source: (job.faces[first + i] as EvaluateJob['faces'][number]).file, // batches keep the order of the job
              pixels: facePixels(batch, i, job.model),
              shape: job.model,
              map: maps.subarray(i * cells, (i + 1) * cells),
              rows,
              columns,
              score: scores[i] as number, // one a face
              explainedClass: explained === FAKE ? FAKE : REAL,
              method: settings.method,
              layer,
            }),
          ),
        );
  return { method: settings.method, layer, maps, rows, columns, classes, overlays };
}

function facePixels({ pixels }: Batch, i: number, { height, width, channels }: EvaluateJob['model']): Uint8Array {
  const size = height * width * channels;
  return pixels.subarray(i * size, (i + 1) * size);
}
