import { AppError } from '../errors.ts';

/** What a run can be. `interrupted` means that its process ended without a word; it and `stopped` can be resumed. */
export const RUN_STATUSES = [
  'created',
  'running',
  'finished',
  'stopped',
  'interrupted',
  'failed',
  'cancelled',
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** The changes that are allowed; everything else is a bug or a lie. */
export const RUN_STATUS_CHANGES: Readonly<Record<RunStatus, readonly RunStatus[]>> = {
  created: ['running', 'failed', 'cancelled'],
  running: ['finished', 'stopped', 'interrupted', 'failed', 'cancelled'],
  stopped: ['running', 'cancelled'],
  interrupted: ['running', 'cancelled'],
  failed: ['running', 'cancelled'],
  finished: ['running'], // resumed with a larger num_epochs
  cancelled: [],
};

export function assertStatusChange(from: RunStatus, to: RunStatus, runName: string): void {
  if (RUN_STATUS_CHANGES[from].includes(to)) return;
  const allowed = RUN_STATUS_CHANGES[from];
  throw new AppError('conflict', `Run "${runName}" is ${from} and cannot become ${to}.`, {
    hint:
      allowed.length === 0
        ? `A ${from} run is over for good; start a new one.`
        : `From ${from} it can become: ${allowed.join(', ')}.`,
  });
}
