/** Curves that grow: what was fetched, and what has been heard since. Pure. */
import type { StepColumns } from '#shared/contract/runs.ts';
import type { EpochRecord } from '#shared/domain/records.ts';
import { joinSteps } from '#shared/domain/step-columns.ts';

export type Curves = { readonly epochs: readonly EpochRecord[]; readonly steps: StepColumns };

export const NO_CURVES: Curves = {
  epochs: [],
  steps: {
    step: [],
    epoch: [],
    loss: [],
    accuracy: [],
    learningRate: [],
    imagesPerSecond: [],
    memoryBytes: [],
    atMs: [],
  },
};

/** Steps that are done again, as after a resuming, take the place of what was. */
export function withSteps(curves: Curves, heard: StepColumns): Curves {
  const first = heard.step[0];
  if (first === undefined) return curves;
  const kept = curves.steps.step.findIndex((step) => step >= first);
  return { ...curves, steps: joinSteps(kept === -1 ? curves.steps : sliced(curves.steps, 0, kept), heard) };
}

export const withEpoch = (curves: Curves, epoch: EpochRecord): Curves => ({
  ...curves,
  epochs: [...curves.epochs.filter((known) => known.epoch < epoch.epoch), epoch],
});

/** What was heard after the last that was fetched. */
export function newerThan(fetched: Curves, heard: Curves): Curves {
  const lastStep = fetched.steps.step.at(-1) ?? 0;
  const lastEpoch = fetched.epochs.at(-1)?.epoch ?? 0;
  const first = heard.steps.step.findIndex((step) => step > lastStep);
  return {
    epochs: heard.epochs.filter(({ epoch }) => epoch > lastEpoch),
    steps: first === -1 ? NO_CURVES.steps : sliced(heard.steps, first),
  };
}

export function afterFetched(fetched: Curves, heard: Curves): Curves {
  const { epochs, steps } = newerThan(fetched, heard);
  return {
    epochs: epochs.length === 0 ? fetched.epochs : [...fetched.epochs, ...epochs],
    steps: steps.step.length === 0 ? fetched.steps : joinSteps(fetched.steps, steps),
  };
}

const sliced = (columns: StepColumns, from: number, to?: number): StepColumns => ({
  step: columns.step.slice(from, to),
  epoch: columns.epoch.slice(from, to),
  loss: columns.loss.slice(from, to),
  accuracy: columns.accuracy.slice(from, to),
  learningRate: columns.learningRate.slice(from, to),
  imagesPerSecond: columns.imagesPerSecond.slice(from, to),
  memoryBytes: columns.memoryBytes.slice(from, to),
  atMs: columns.atMs.slice(from, to),
});
