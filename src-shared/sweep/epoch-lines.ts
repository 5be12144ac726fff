/** The figures of a run's epochs out of its `log.txt`, which is only ever appended to: so a run on another machine can be watched without opening its database. */

export type LoggedEpoch = {
  readonly epoch: number;
  /** To five decimals, as printed; null where it was no number. */
  readonly validLoss: number | null;
  /** 0..1 */
  readonly validAccuracy: number | null;
  /** Whole seconds. */
  readonly durationMs: number;
};

/** A line of `epochLine`; what stands around it is left aside. */
const LINE =
  /^\[ *\d+\/\d+\] Epoch (\d+): .*Valid Accuracy = (\S+), Valid Loss = (\S+), lr = \S+ \(time elapsed (\d+):(\d\d):(\d\d)\)$/gm;

/** In their order. An epoch that was done again counts as it was last; what came after it before is forgotten. */
export function loggedEpochs(log: string): readonly LoggedEpoch[] {
  const epochs: LoggedEpoch[] = [];
  for (const [, epoch, accuracy, loss, hours, minutes, seconds] of log.matchAll(LINE)) {
    const number = Number(epoch);
    while ((epochs.at(-1)?.epoch ?? 0) >= number) epochs.pop();
    const percent = numberOrNull(accuracy);
    epochs.push({
      epoch: number,
      validLoss: numberOrNull(loss),
      validAccuracy: percent === null ? null : percent / 100,
      durationMs: 1_000 * (3_600 * Number(hours) + 60 * Number(minutes) + Number(seconds)),
    });
  }
  return epochs;
}

function numberOrNull(text: string | undefined): number | null {
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}
