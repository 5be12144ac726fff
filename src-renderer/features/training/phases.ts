/** What goes on in a training, in words. */
import { formatCount } from '#renderer/components/format.ts';
import type { TrainingProgress } from '#shared/contract/training.ts';

export const phaseTitle = ({ phase, epoch, epochs }: TrainingProgress): string => {
  const ofEpochs = `Epoch ${formatCount(epoch)} of ${formatCount(epochs)}`;
  switch (phase) {
    case 'starting':
      return 'Starting the engine';
    case 'checking':
      return 'Checking the images';
    case 'downloading':
      return 'Downloading pretrained weights';
    case 'training':
      return ofEpochs;
    case 'validating':
      return `${ofEpochs}: validating`;
    case 'explaining':
      return `${ofEpochs}: pinned faces and checkpoints`;
    case 'stopping':
      return 'Stopping after this step';
  }
};

/** What each of the buttons does: said beside it, before it is pressed. */
export const STOP_MEANS = 'Ends after this step and keeps everything. Resume goes on exactly there.';
export const CANCEL_MEANS = 'Ends at once and deletes the files of this run.';
export const END_MEANS =
  'Ends the engine without waiting for it. What was saved stays; Resume does at most this epoch again.';
export const RESUME_MEANS =
  'Goes on exactly where it stands: the same run, with the optimizer and the order of the faces as they were.';
export const NEW_RUN_MEANS =
  'Begins a run of its own with the weights of its best epoch. Optimizer and epochs start anew, and settings can change.';
export const TRAIN_FURTHER_MEANS = 'Goes on with the same run for more epochs, exactly from where it ended.';
