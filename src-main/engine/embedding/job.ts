/** What a network makes of faces before its last layer, as a job: one vector a face. */
import { setImmediate } from 'node:timers/promises';
import { createFaceReader } from '../data/face-reader.ts';
import type { JobContext } from '../jobs.ts';
import type { EmbedJob, ResultOf } from '../messages.ts';
import { createModel } from '../networks/model.ts';
import { ModelSession } from '../networks/model-session.ts';
import { readWeightsFile, writeWeightTensors } from '../training/checkpoints.ts';

export async function runEmbedding(job: EmbedJob, { report, signal }: JobContext): Promise<ResultOf<'embed'>> {
  const model = createModel(job.model, null);
  const weights = await readWeightsFile(job.weights);
  const session = new ModelSession(model);
  const reader = createFaceReader(job.faces, {
    model: job.model,
    input: { ...job.input, cacheMemoryBytes: 0, cacheDiskBytes: 0 }, // each image is read once
    folder: '',
    notify: (text) => report({ kind: 'notice', text }),
  });
  let seen = 0;
  try {
    writeWeightTensors(session, weights, job.weights);
    const order = Uint32Array.from(job.faces, (_, i) => i);
    for await (const batch of reader.batches({ order, augment: null, seed: 0, epoch: 0, firstBatch: 0 })) {
      const [embedding] = session.fetch(batch, [model.evaluation.embedding]);
      const vectors = embedding?.data as Float32Array; // declared float32
      report({ kind: 'embeddings', first: seen, size: vectors.length / batch.labels.length, vectors });
      seen += batch.labels.length;
      report({ kind: 'progress', seen, count: job.faces.length });
      await setImmediate(); // lets a message to stop come in
      if (signal.aborted) break;
    }
    return { kind: 'embed', seen, wasStopped: seen < job.faces.length };
  } finally {
    await reader.close();
    session.dispose();
  }
}
