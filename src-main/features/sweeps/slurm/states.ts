/** Slurm's states of a job (squeue's manual, JOB STATE CODES) as those of a trial. */
import type { TrialState } from '#shared/sweep/standing.ts';

/** `over`: what became of the trial its own folder says; `state` holds where that says nothing. */
export type SlurmPhase =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'over'; readonly state: TrialState };

const WAITING = ['PENDING', 'CONFIGURING', 'REQUEUED', 'REQUEUE_FED', 'REQUEUE_HOLD', 'SPECIAL_EXIT', 'RESV_DEL_HOLD'];
const RUNNING = ['RUNNING', 'COMPLETING', 'SIGNALING', 'STAGE_OUT', 'SUSPENDED', 'STOPPED', 'RESIZING'];
/** Ended from outside: the trial can go on. */
const CUT_SHORT = ['TIMEOUT', 'CANCELLED', 'NODE_FAIL', 'PREEMPTED', 'DEADLINE', 'REVOKED', 'BOOT_FAIL'];

/** `word` as squeue or sacct print it: sacct's "CANCELLED by 1000" is CANCELLED. A word that is not known here counts as running: nothing is given up for it. */
export function phaseOf(word: string): SlurmPhase {
  const [state = ''] = word.trim().toUpperCase().split(/[\s+]/);
  if (WAITING.includes(state)) return { kind: 'waiting' };
  if (RUNNING.includes(state)) return { kind: 'running' };
  if (CUT_SHORT.includes(state)) return { kind: 'over', state: 'interrupted' };
  if (state === 'COMPLETED' || state === 'FAILED' || state === 'OUT_OF_MEMORY')
    return { kind: 'over', state: 'failed' };
  return { kind: 'running' };
}
