/** What becomes of a running training when its window closes. Asked unless the person said once and for all. */
import type { MessageBoxOptions } from 'electron';

export type ClosingChoice = 'background' | 'stop' | 'cancel';

const BUTTONS: readonly { readonly label: string; readonly choice: ClosingChoice }[] = [
  { label: 'Keep training in the background', choice: 'background' },
  { label: 'Stop and keep', choice: 'stop' },
  { label: 'Cancel', choice: 'cancel' },
];

export const closingQuestion = (runName: string): MessageBoxOptions => ({
  type: 'question',
  title: 'A training is running',
  message: `${runName} is training.`,
  detail:
    'In the background it goes on without a window, and Facet ends when the queue is empty. Stop and keep ends it after the current step; Resume goes on from there.',
  buttons: BUTTONS.map(({ label }) => label),
  defaultId: 0,
  cancelId: 2,
  checkboxLabel: 'Do this every time',
  noLink: true,
});

export const closingChoice = (response: number): ClosingChoice => BUTTONS[response]?.choice ?? 'cancel';
