import { Command } from 'commander';
import { configOfRun, readExperiment, runToResume, startWeightsOf } from '#main/features/training/request.ts';
import type { TrainingOutcome } from '#main/features/training/service.ts';
import { describeConfig } from '#shared/config/describe.ts';
import { AppError } from '#shared/errors.ts';
import { openBackend, type WorkspaceOptions, withOverrides, withWorkspace } from '../options.ts';
import { showTraining } from '../show.ts';
import { INTERRUPTED_EXIT_CODE, stopOnInterrupt } from '../stop-on-interrupt.ts';
import { createTerminal, type Terminal } from '../terminal.ts';

export type TrainOptions = WorkspaceOptions & {
  readonly config?: string;
  readonly resume?: string;
  readonly set: readonly string[];
  readonly allowBad?: boolean;
};

export const trainCommand = (): Command =>
  withOverrides(withWorkspace(new Command('train')))
    .description('Trains a network on the faces of a CSV. Ctrl-C stops after the current step and keeps everything.')
    .option('--config <file>', 'the configuration, such as configs/resnet18.yaml')
    .option('--resume <run>', 'goes on with a run: its name, its id, its folder or its last.json')
    .option('--allow-bad', 'goes on although more than 5 % of the rows are bad')
    .option('--keys', 'prints every key of a configuration with its meaning, range and default, and does nothing else')
    .action(async (options: TrainOptions & { readonly keys?: boolean }) => {
      const terminal = createTerminal({ json: options.json ?? false });
      if (options.keys === true) return terminal.line(describeConfig());
      const outcome = await runTrain(options, terminal);
      terminal.json(trainResult(outcome));
      if (outcome.reason === 'stopped') process.exitCode = INTERRUPTED_EXIT_CODE;
    });

export async function runTrain(options: TrainOptions, terminal: Terminal): Promise<TrainingOutcome> {
  if ((options.config === undefined) === (options.resume === undefined)) {
    throw new AppError('usage', 'train needs either --config FILE or --resume RUN.', {
      hint: 'For example: facet train --config configs/resnet18.yaml --set data.train=faces.csv',
    });
  }
  // A wrong configuration is told before anything is opened.
  const fresh = options.config === undefined ? null : readExperiment(options.config, options.set);
  await using backend = openBackend(options, 'facet train');
  const show = showTraining(terminal);
  const onFirst = () => {
    show.clear();
    terminal.line('Stopping after this step; everything is kept. Ctrl-C again ends at once.');
  };
  try {
    return await stopOnInterrupt(
      async (signal) => {
        const watch = { onNews: show.onNews, signal };
        if (fresh !== null) {
          const startWeights = startWeightsOf(fresh);
          return await backend.training.start(
            { config: fresh, configFile: options.config ?? null, startWeights, allowBad: options.allowBad ?? false },
            watch,
          );
        }
        const run = runToResume(backend.store, { named: options.resume ?? '', workspace: backend.workspace });
        return await backend.training.resume({ runId: run.id, config: configOfRun(run, options.set) }, watch);
      },
      { onFirst },
    );
  } finally {
    show.clear();
  }
}

const trainResult = ({ run, folder, reason, bestEpoch }: TrainingOutcome) => ({
  run: run.id,
  name: run.name,
  status: run.status,
  reason,
  folder,
  device: run.device,
  lastEpoch: run.lastEpoch,
  bestEpoch,
  bestValidLoss: run.bestValidLoss,
  bestValidAccuracy: run.bestValidAccuracy,
});
