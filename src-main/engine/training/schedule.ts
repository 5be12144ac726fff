/** Learning rates as a function of the epoch: torch.optim.lr_scheduler's, stepped once an epoch. */
import { assertNever } from '#shared/errors.ts';
import type { Schedule } from '../message-parts.ts';

export type { Schedule };

/**
 * The learning rate of an epoch, which counts from 1. A warm-up of w epochs goes up in equal steps from initial / (w + 1), so that the epoch behind it is the
 * first at the initial rate, and the schedule begins there: SequentialLR of LinearLR(start_factor = 1 / (w + 1), total_iters = w) and the schedule's own.
 */
export function learningRateAt(epoch: number, initial: number, schedule: Schedule): number {
  const { warmupEpochs = 0 } = schedule;
  if (epoch <= warmupEpochs) return (initial * epoch) / (warmupEpochs + 1);
  const done = epoch - 1 - warmupEpochs;
  switch (schedule.kind) {
    case 'none':
      return initial;
    case 'step': // StepLR
      return initial * schedule.gamma ** Math.floor(done / schedule.stepSize);
    case 'cosine': // CosineAnnealingLR; Loshchilov and Hutter 2017, equation 5, without restarts
      return schedule.minimum + ((initial - schedule.minimum) * (1 + Math.cos((Math.PI * done) / schedule.epochs))) / 2;
    default:
      return assertNever(schedule);
  }
}
