/**
 * Does it matter? Each face once whole and once with each of its regions covered. Occlusion by parts of a face instead of by a moving square (M. D. Zeiler and R. Fergus 2014,
 * "Visualizing and Understanding Convolutional Networks", section 4.2). A covered picture is unlike any that the network was trained on.
 */

import { framed, framingOf, pointsOf, regionMask } from '#shared/domain/region-mask.ts';
import { FACE_REGIONS } from '#shared/domain/regions.ts';
import { createFaceReader } from '../data/face-reader.ts';
import type { JobContext } from '../jobs.ts';
import type { ResultOf } from '../messages.ts';
import { openLogits } from './logits.ts';
import type { KnockOutFace, KnockOutJob } from './messages.ts';
import { blended, covered, softMask } from './pictures.ts';

/** Faces in one fact: a stop loses no more than these. */
const FACES_AT_ONCE = 4;

export async function runKnockOut(job: KnockOutJob, { report, signal }: JobContext): Promise<ResultOf<'knock-out'>> {
  const { model, faces } = job;
  const network = await openLogits({ model, weights: job.weights, batchSize: job.input.batchSize });
  const reader = createFaceReader(
    faces.map(({ file }) => ({ file, label: 0 })),
    {
      model,
      input: { ...job.input, batchSize: FACES_AT_ONCE, cacheMemoryBytes: 0, cacheDiskBytes: 0 }, // each image is read once
      folder: '',
      notify: (text) => report({ kind: 'notice', text }),
    },
  );
  const imageBytes = model.height * model.width * model.channels;
  let seen = 0;
  try {
    const order = Uint32Array.from(faces, (_, i) => i);
    for await (const batch of reader.batches({ order, augment: null, seed: 0, epoch: 0, firstBatch: 0 })) {
      const variants = Array.from(batch.images, (image, i) =>
        knockedOut(batch.pixels.subarray(i * imageBytes, (i + 1) * imageBytes), faces[image] as KnockOutFace, job),
      );
      const answers = await network.logits(variants.flat().flatMap(({ pixels }) => (pixels === null ? [] : [pixels])));
      report({ kind: 'knock-outs', first: seen, logits: placed(variants.flat(), answers, model.classes) });
      seen += batch.labels.length;
      report({ kind: 'progress', seen, count: faces.length });
      if (signal.aborted) break;
    }
    return { kind: 'knock-out', seen, wasStopped: seen < faces.length };
  } finally {
    await reader.close();
    network.dispose();
  }
}

/** Null: the region is not in the picture. */
type Variant = { readonly pixels: Uint8Array | null };

/** The picture itself, and then with each region covered, in the order of FACE_REGIONS. */
export function knockedOut(
  pixels: Uint8Array,
  { landmarks, width, height }: Pick<KnockOutFace, 'landmarks' | 'width' | 'height'>,
  { model, input, covering }: Pick<KnockOutJob, 'model' | 'covering'> & { readonly input: { readonly crop: boolean } },
): readonly Variant[] {
  const framing = framingOf({ width, height }, { input: model, crop: input.crop });
  const regions = regionMask(framed(pointsOf(landmarks), framing), model);
  const cover = covered(pixels, model, covering);
  return [
    { pixels },
    ...FACE_REGIONS.map((_, region) => {
      if (!regions.includes(region)) return { pixels: null };
      const opacity = softMask(
        regions.map((own) => (own === region ? 1 : 0)),
        model,
      );
      return { pixels: blended(pixels, cover, { opacity, channels: model.channels }) };
    }),
  ];
}

/** NaN where there was no picture to ask about. */
function placed(variants: readonly Variant[], answers: Float32Array, classes: number): Float32Array {
  const logits = new Float32Array(variants.length * classes).fill(Number.NaN);
  let next = 0;
  for (const [i, { pixels }] of variants.entries())
    if (pixels !== null) logits.set(answers.subarray(next++ * classes, next * classes), i * classes);
  return logits;
}
