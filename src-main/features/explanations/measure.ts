/** Sharing out every map of a set over the regions of its faces, a batch at a time between which pages are answered. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { NewRegionShares, SharableMap, StoredMapSet } from '#main/store/map-sets.ts';
import type { Store } from '#main/store/open.ts';
import { FACE_DETECTOR } from '#shared/domain/face-detector.ts';
import { pointsOf, type Size, sharesOfFace } from '#shared/domain/region-mask.ts';
import { AppError } from '#shared/errors.ts';
import type { JobHandle } from '../jobs/registry.ts';

/** Some 15 ms of work at 224 x 224, and one transaction. */
const AT_ONCE = 32;

export type MeasureOptions = {
  readonly set: StoredMapSet;
  /** Of the network's input. */
  readonly input: Size;
  readonly crop: boolean;
  /** Maps that are to be shared out, for the progress. */
  readonly total: number;
  readonly work: Pick<JobHandle, 'signal' | 'report'>;
};

/** What was shared out stays so when it is stopped. @throws cancelled */
export async function measureSet(store: Store, { set, input, crop, total, work }: MeasureOptions): Promise<void> {
  let done = 0;
  for (let afterImageId = 0; ; ) {
    const maps = store.mapSets.unshared(set, { model: FACE_DETECTOR, afterImageId, limit: AT_ONCE });
    const last = maps.at(-1);
    if (last === undefined) return;
    const shared = maps.map((map) => measuredMap(map, { set, input, crop }));
    // A face's maps of both classes must not be torn apart: the next piece starts behind the last image.
    const whole = maps.length < AT_ONCE ? shared : shared.filter(({ imageId }) => imageId !== last.imageId);
    store.mapSets.recordShares(set.id, whole.length === 0 ? shared : whole);
    afterImageId = whole.at(-1)?.imageId ?? last.imageId;
    done += whole.length === 0 ? shared.length : whole.length;
    work.report({ done: Math.min(done, total), total, unit: 'maps' });
    await nextTurn();
    if (work.signal.aborted)
      throw new AppError('cancelled', 'The sharing out of heat maps was stopped; what was done is kept.');
  }
}

/** An empty map has no shares; nor has one of a face that is not known: its mass alone is kept. */
export function measuredMap(
  { imageId, explainedClass, values, picture, landmarks }: SharableMap,
  { set: { rows, columns }, input, crop }: Pick<MeasureOptions, 'set' | 'input' | 'crop'>,
): NewRegionShares {
  if (landmarks === null) {
    const mass = values.reduce((sum, value) => sum + Math.max(0, value), 0);
    return { imageId, explainedClass, mass, shares: null, areas: null };
  }
  const map = { values, rows, columns };
  return { imageId, explainedClass, ...sharesOfFace({ map, landmarks: pointsOf(landmarks), picture, input, crop }) };
}
