/**
 * How much of the machine others used. It matters more than it seems: PyTorch's threads wait for each other spinning, so that one busy neighbour can make
 * it several times slower, and a table made beside one is a lie in Facet's favour.
 */
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** Of all cores together, since they started. */
export type CpuClock = { readonly busyMs: number; readonly totalMs: number };

/** Up to this share of the machine counts as quiet: an idle system's own work. */
export const QUIET_SHARE = 0.04;

export function readCpuClock(): CpuClock {
  const times = cpus().map((core) => core.times);
  const busyMs = times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0);
  return { busyMs, totalMs: times.reduce((sum, { idle }) => sum + idle, busyMs) };
}

/** The share of the machine, 0..1, that others used between two readings, while we used `ownSeconds` of processor time. */
export function othersShare(before: CpuClock, after: CpuClock, ownSeconds: number): number {
  const passedMs = after.totalMs - before.totalMs;
  return passedMs <= 0 ? 0 : Math.max(0, (after.busyMs - before.busyMs - ownSeconds * 1000) / passedMs);
}

const LOOK_MS = 1000;

/** Comes back after a second without others, or when `limitMs` have passed. */
export async function waitForQuiet(limitMs: number): Promise<void> {
  const began = performance.now();
  while (performance.now() - began < limitMs) {
    const before = readCpuClock();
    await sleep(LOOK_MS);
    if (othersShare(before, readCpuClock(), 0) <= QUIET_SHARE) return;
  }
}
