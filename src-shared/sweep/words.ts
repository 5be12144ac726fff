/** What people read of a sweep: in the terminal and in the window. */
import type { TrialState } from './standing.ts';
import type { Objective } from './sweep-file.ts';

export const STATE_WORDS: Readonly<Record<TrialState, string>> = {
  waiting: 'waiting',
  running: 'running',
  finished: 'finished',
  'stopped-early': 'stopped early',
  stopped: 'stopped',
  interrupted: 'interrupted',
  failed: 'failed',
};

export const objectiveName = (objective: Objective): string =>
  objective === 'valid_loss' ? 'valid loss' : 'valid accuracy';

/** "0.03121", "98.50 %". */
export const valueText = (value: number | null, objective: Objective, missing = '-'): string =>
  value === null ? missing : objective === 'valid_loss' ? value.toFixed(5) : `${(100 * value).toFixed(2)} %`;
