/** Which faces a training is watched by where nobody pinned any. */
import type { StoredImage } from '#main/store/images.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import { createRandom } from '#shared/domain/random.ts';
import type { ImageId } from '#shared/domain/records.ts';

const FACES_OF_EACH_CLASS = 4;

/** Some of each class, real ones first, of faces that the network is not trained on; the same seed draws the same. */
export function defaultProbes(valid: readonly StoredImage[], seed: number): readonly ImageId[] {
  const random = createRandom(seed, valid.length);
  return [REAL, FAKE].flatMap((label) => {
    const pool = valid.filter((image) => image.label === label).map((image) => image.id);
    const count = Math.min(FACES_OF_EACH_CLASS, pool.length);
    return Array.from({ length: count }, () => pool.splice(random.integer(pool.length), 1)[0] as ImageId); // not empty: count says so
  });
}
