/** Whether a run can go on, and as what: what it is made of stays, how long and how fast it learns may change. */
import type { ExperimentConfig } from '#shared/config/schema.ts';
import type { Run } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';

/** A saved state means nothing without these: faces and their order, the shape of the network and of what it is fed. */
const KEPT = {
  network: (config: ExperimentConfig) => config.network,
  seed: (config: ExperimentConfig) => config.seed,
  data: (config: ExperimentConfig) => config.data,
  input_size: (config: ExperimentConfig) => config.input_size,
  model: (config: ExperimentConfig) => config.model,
  'optimizer.type': (config: ExperimentConfig) => config.optimizer.type,
  batch_size: (config: ExperimentConfig) => config.batch_size,
  normalization: (config: ExperimentConfig) => config.normalization,
} as const;

/** `config` is what the run would go on with, `began` what it has now. @throws conflict (nothing left to do), config_invalid (it would be another run) */
export function assertResumable(
  run: Run,
  { began, config }: { readonly began: ExperimentConfig; readonly config: ExperimentConfig },
): void {
  const changed = Object.entries(KEPT).filter(
    ([, pick]) => JSON.stringify(pick(began)) !== JSON.stringify(pick(config)),
  );
  if (changed.length > 0) {
    const [[key, pick]] = changed as [(typeof changed)[number]]; // not empty
    throw new AppError(
      'config_invalid',
      `Run "${run.name}" began with ${key}: ${JSON.stringify(pick(began))} and cannot go on with ${JSON.stringify(pick(config))}.`,
      {
        hint: `Start a new run from its weights: --set checkpoint=<workspace>/${run.folder}/checkpoints/best.safetensors`,
      },
    );
  }
  const epochs = run.lastEpoch ?? 0;
  if (run.status !== 'finished') return;
  if (epochs >= config.num_epochs) {
    throw new AppError('conflict', `Run "${run.name}" is finished: epoch ${epochs} was its last.`, {
      hint: 'To train it further, give it more epochs: num_epochs=N (with --set on the command line).',
    });
  }
  const patience = config.EARLY_STOPPING_EPOCH;
  if (patience > 0 && run.bestEpoch !== null && epochs - run.bestEpoch >= patience) {
    throw new AppError(
      'conflict',
      `Run "${run.name}" is finished: it stopped early after epoch ${epochs}, since the valid loss of epoch ${run.bestEpoch} was the smallest.`,
      {
        hint: 'To train it further, give it more patience: EARLY_STOPPING_EPOCH=N, or 0 for none (with --set on the command line).',
      },
    );
  }
}
