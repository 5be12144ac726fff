/** The first batch of an epoch as pictures: decoded and augmented by what training itself reads with, pixel for pixel. */
import type { JobContext } from '../jobs.ts';
import type { PreviewBatchJob, ResultOf } from '../messages.ts';
import { createFaceReader } from './face-reader.ts';
import { fromPixels } from './pixels.ts';
import { trainingOrder } from './training-order.ts';

export async function previewBatch(job: PreviewBatchJob, { report }: JobContext): Promise<ResultOf<'preview-batch'>> {
  const { model, train, epoch, limit } = job;
  const reader = createFaceReader(train, {
    model,
    input: { ...job.input, batchSize: Math.min(limit, job.input.batchSize), cacheMemoryBytes: 0, cacheDiskBytes: 0 },
    folder: '',
    notify: (text) => report({ kind: 'notice', text }),
  });
  try {
    const request = trainingOrder({ ...job, count: train.length })(epoch);
    const order = request.order.subarray(0, Math.min(limit, job.input.batchSize)); // what comes after it is not even decoded
    for await (const { pixels, images } of reader.batches({ ...request, order })) {
      const imageBytes = pixels.length / images.length;
      const pngs = Array.from(images, (_, i) =>
        fromPixels(pixels.subarray(i * imageBytes, (i + 1) * imageBytes), model)
          .png({ compressionLevel: 3 }) // made to be looked at once
          .toBuffer(),
      );
      const faces = (await Promise.all(pngs)).map((png, i) => ({ position: images[i] as number, png })); // one an image
      return { kind: 'preview-batch', faces };
    }
    return { kind: 'preview-batch', faces: [] };
  } finally {
    await reader.close();
  }
}
