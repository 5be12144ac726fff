/** A sweep of three trials as `facet sweep` leaves it in a workspace where it was stopped; its runs say by these tags that they are its trials. */
import { writePlannedSweep } from '#main/features/sweeps/planned-sweeps.ts';
import { sweepTag, trialTag } from '#shared/sweep/tags.ts';

const NAME = 'learning-rates';
const RATES = [1e-3, 1e-4, 1e-5];

/** Of the trial of that number, from 1. */
export const tagsOfTrial = (number: number): readonly string[] => [sweepTag(NAME), trialTag(`trial${number}`)];

export const keepSweep = (workspace: string): void =>
  writePlannedSweep(workspace, {
    ...{ name: NAME, file: 'sweeps/learning-rates.yaml', objective: 'valid_loss' },
    early_stop: { rule: 'median', min_epochs: 2, min_trials: 1 },
    trials: RATES.map((rate, i) => ({
      ...{ id: `trial${i + 1}`, number: i + 1, settings: { 'optimizer.lr': rate }, label: `optimizer.lr=${rate}` },
      config: { network: 'resnet18', batch_size: 8, num_epochs: 2, input_size: { height: 32, width: 32 } },
    })),
  });
