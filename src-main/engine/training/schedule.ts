/** Learning rates as a function of the epoch. */
import { assertNever } from '#shared/errors.ts';

export type Schedule =
  | { readonly kind: 'none' }
  /** The rate is multiplied by `gamma` after every `stepSize` epochs: torch.optim.lr_scheduler.StepLR. */
  | { readonly kind: 'step'; readonly stepSize: number; readonly gamma: number };

/** The learning rate of an epoch, which counts from 1. */
export function learningRateAt(epoch: number, initial: number, schedule: Schedule): number {
  switch (schedule.kind) {
    case 'none':
      return initial;
    case 'step':
      return initial * schedule.gamma ** Math.floor((epoch - 1) / schedule.stepSize);
    default:
      return assertNever(schedule);
  }
}
