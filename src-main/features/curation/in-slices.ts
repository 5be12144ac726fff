import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '#shared/errors.ts';

/** Longest time without a look at what else waits: pages are answered meanwhile. */
const SLICE_MS = 15;

/** Runs work that pauses by itself, and lets others have their turn at its pauses. @throws cancelled */
export async function inSlices<T>(work: Generator<void, T>, signal: AbortSignal): Promise<T> {
  let beganMs = performance.now();
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value;
    if (performance.now() - beganMs < SLICE_MS) continue;
    await nextTurn();
    if (signal.aborted) throw new AppError('cancelled', 'The audit was stopped.');
    beganMs = performance.now();
  }
}
