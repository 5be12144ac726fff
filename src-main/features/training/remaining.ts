/** How long a training will probably take from now, from what its epochs and its last steps took. */

export type Pace = {
  /** Of epochs completed while this was watched, the newest last. */
  readonly epochMs: readonly number[];
  /** Of an epoch, what was no step: validation, pinned faces, files. 0 until an epoch has shown it. */
  readonly overheadMs: number;
  /** A step of the last few; null before the first. */
  readonly stepMs: number | null;
};

export type Place = {
  /** The epoch under way, from 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Batches of it that are done, of how many. */
  readonly batch: number;
  readonly batches: number;
  /** Of what follows the last batch, 0..1. */
  readonly validated: number;
};

export type Remaining = {
  readonly remainingMs: number | null;
  /** As fast as the fastest of the last epochs, and as slow as the slowest; null before one is complete, and within the last. */
  readonly rangeMs: readonly [number, number] | null;
};

/** Older epochs say little about now. */
const EPOCHS_LOOKED_AT = 10;

export function remainingTime({ epochMs, overheadMs, stepMs }: Pace, place: Place): Remaining {
  if (stepMs === null) return { remainingMs: null, rangeMs: null };
  const ofThis = (place.batches - place.batch) * stepMs + overheadMs * (1 - place.validated);
  const left = place.epochs - place.epoch;
  const atThisPace = place.batches * stepMs + overheadMs;
  const recent = epochMs.slice(-EPOCHS_LOOKED_AT);
  if (recent.length === 0) return { remainingMs: ofThis + left * atThisPace, rangeMs: null };
  const seen = [...recent, atThisPace];
  return {
    remainingMs: ofThis + left * median(recent),
    rangeMs: left === 0 ? null : [ofThis + left * Math.min(...seen), ofThis + left * Math.max(...seen)],
  };
}

/** Of at least one number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? (high ?? 0) : ((low ?? 0) + (high ?? 0)) / 2;
}
