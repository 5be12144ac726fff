/** How heat maps stand up to changes of the picture: insertion, deletion and ROAD of each, and of a map of random values on the same grid. */

import { createRandom } from '#shared/domain/random.ts';
import { areaUnderCurve } from '#shared/metrics/area.ts';
import { createFaceReader } from '../data/face-reader.ts';
import type { JobContext } from '../jobs.ts';
import type { ModelSettings, ResultOf } from '../messages.ts';
import { IMAGENET_DEVIATION } from '../networks/model.ts';
import { byImportance, deletionPictures, insertionPictures } from './curves.ts';
import { importanceOf } from './importance.ts';
import { type Network, openLogits } from './logits.ts';
import type { FaithfulnessJob, MappedFace } from './messages.ts';
import { ROAD_NOISE, roadPictures, roadScore } from './road.ts';

type Result = { readonly insertion: Float32Array; readonly deletion: Float32Array; readonly road: number };

export async function runFaithfulness(
  job: FaithfulnessJob,
  { report, signal }: JobContext,
): Promise<ResultOf<'faithfulness'>> {
  const { model, faces } = job;
  const network = await openLogits({ model, weights: job.weights, batchSize: job.input.batchSize });
  const reader = createFaceReader(
    faces.map(({ file }) => ({ file, label: 0 })),
    {
      model,
      input: { ...job.input, batchSize: 1, cacheMemoryBytes: 0, cacheDiskBytes: 0 }, // a face takes many pictures, and is read once
      folder: '',
      notify: (text) => report({ kind: 'notice', text }),
    },
  );
  let seen = 0;
  try {
    const order = Uint32Array.from(faces, (_, i) => i);
    for await (const { pixels } of reader.batches({ order, augment: null, seed: 0, epoch: 0, firstBatch: 0 })) {
      const face = faces[seen] as MappedFace; // batches keep the order of the job
      const own = await tryMap(network, pixels, { job, face, values: face.map });
      const random = await tryMap(network, pixels, { job, face, values: randomMap(job, face) });
      report({
        kind: 'faithfulness',
        position: seen,
        ...own,
        randomInsertion: areaUnderCurve(random.insertion),
        randomDeletion: areaUnderCurve(random.deletion),
        randomRoad: random.road,
      });
      seen += 1;
      report({ kind: 'progress', seen, count: faces.length });
      if (signal.aborted) break;
    }
    return { kind: 'faithfulness', seen, wasStopped: seen < faces.length };
  } finally {
    await reader.close();
    network.dispose();
  }
}

/** The same for a face whatever else is in the job. */
const randomMap = ({ rows, columns }: FaithfulnessJob, { seed }: MappedFace): Float32Array => {
  const random = createRandom(seed);
  return Float32Array.from({ length: rows * columns }, () => random.next());
};

async function tryMap(
  network: Network,
  pixels: Uint8Array,
  { job, face, values }: { readonly job: FaithfulnessJob; readonly face: MappedFace; readonly values: Float32Array },
): Promise<Result> {
  const { model: shape, rows, columns, steps } = job;
  const importance = importanceOf({ values, rows, columns }, shape);
  const curve = { shape, order: byImportance(importance), steps };
  const road = { shape, importance, deviations: noiseDeviations(shape), seed: face.seed };
  const pictures = [
    ...insertionPictures(pixels, curve),
    ...deletionPictures(pixels, curve),
    ...roadPictures(pixels, road),
  ];
  const probabilities = probabilitiesOf(await network.logits(pictures), {
    explained: face.explainedClass,
    classes: shape.classes,
  });
  return {
    insertion: probabilities.slice(0, steps + 1),
    deletion: probabilities.slice(steps + 1, 2 * steps + 2),
    road: roadScore(probabilities.subarray(2 * steps + 2)),
  };
}

/** The network scales its input itself: noise of one size there is less in levels where it divides by the deviation of ImageNet's colours. */
export const noiseDeviations = ({ normalization, channels }: ModelSettings): readonly number[] =>
  Array.from(
    { length: channels },
    (_, c) => 255 * ROAD_NOISE * (normalization === 'imagenet' ? (IMAGENET_DEVIATION[c] ?? 1) : 1),
  );

/** Softmax of the explained class; logits [N, classes]. */
function probabilitiesOf(
  logits: Float32Array,
  { explained, classes }: { readonly explained: number; readonly classes: number },
): Float32Array {
  return Float32Array.from({ length: logits.length / classes }, (_, i) => {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    const own = row[explained] as number; // one of the classes
    return 1 / row.reduce((sum, logit) => sum + Math.exp(logit - own), 0);
  });
}
