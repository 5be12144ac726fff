/** What a network makes of faces before its last layer, as a job: one vector a face. */
import { setImmediate } from 'node:timers/promises';
import { createFaceReader } from '../data/face-reader.ts';
import { loadNetwork } from '../evaluation/load-network.ts';
import type { JobContext } from '../jobs.ts';
import type { EmbedJob, ResultOf } from '../messages.ts';

export async function runEmbedding(job: EmbedJob, { report, signal }: JobContext): Promise<ResultOf<'embed'>> {
  const session = await loadNetwork(job.model, job.weights);
  const reader = createFaceReader(job.faces, {
    model: job.model,
    input: { ...job.input, cacheMemoryBytes: 0, cacheDiskBytes: 0 }, // each image is read once
    folder: '',
    notify: (text) => report({ kind: 'notice', text }),
  });
  let seen = 0;
  try {
    const order = Uint32Array.from(job.faces, (_, i) => i);
    for await (const batch of reader.batches({ order, augment: null, seed: 0, epoch: 0, firstBatch: 0 })) {
      const [embedding] = session.fetch(batch, [session.model.evaluation.embedding]);
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
