import { Command, Option } from 'commander';
import type { Backend } from '#main/backend.ts';
import type { HeatmapRequest, TestOutcome, TestRequest } from '#main/features/evaluation/service.ts';
import { weightsFile, weightsOfRun } from '#main/features/evaluation/weights.ts';
import { configOfRun, readExperiment } from '#main/features/training/request.ts';
import { CAM_METHODS } from '#shared/domain/explanations.ts';
import { AppError } from '#shared/errors.ts';
import { openBackend, type WorkspaceOptions, wholeNumber, withOverrides, withWorkspace } from '../options.ts';
import { showEvaluation } from '../show.ts';
import { INTERRUPTED_EXIT_CODE, stopOnInterrupt } from '../stop-on-interrupt.ts';
import { createTerminal, type Terminal } from '../terminal.ts';

export type TestOptions = WorkspaceOptions & {
  readonly config?: string;
  readonly run?: string;
  readonly checkpoint?: string;
  readonly data?: string;
  readonly cam?: boolean;
  readonly layer?: string;
  readonly method: HeatmapRequest['method'];
  readonly class: HeatmapRequest['explainedClass'];
  readonly limit?: number;
  readonly allowBad?: boolean;
  readonly set: readonly string[];
};

export const testCommand = (): Command =>
  withOverrides(withWorkspace(new Command('test')))
    .description(
      'Scores the faces of a CSV: loss, accuracy, precision, recall, AUC, AP, EER, confusion matrix, and each face for itself.',
    )
    .option('--config <file>', 'a configuration: its test_checkpoint on its data.test')
    .option('--run <run>', 'a run of the workspace, by name or id')
    .option('--checkpoint <which>', 'a file; with --run also an epoch, such as 9 (default: the best)')
    .option('--data <csv>', 'the faces; default: data.test of the configuration, else those the run validates on')
    .option('--cam', 'a heat map of every face, as raw values in the store and as a picture')
    .option('--layer <name>', 'the layer that heat maps show (default: the last, layer4)')
    .addOption(new Option('--method <method>', 'how heat maps are made').choices([...CAM_METHODS]).default('grad-cam'))
    .addOption(
      new Option('--class <class>', 'the class that heat maps explain')
        .choices(['predicted', 'fake', 'real'])
        .default('predicted'),
    )
    .option('--limit <n>', 'only n faces, drawn at random, always the same', wholeNumber(1))
    .option('--allow-bad', 'goes on although more than 5 % of the rows are bad')
    .action(async (options: TestOptions) => {
      const terminal = createTerminal({ json: options.json ?? false });
      const outcome = await runTest(options, terminal);
      terminal.json({ ...outcome.evaluation, overlayFolder: outcome.overlayFolder });
      if (outcome.figures === null) process.exitCode = INTERRUPTED_EXIT_CODE;
    });

export async function runTest(options: TestOptions, terminal: Terminal): Promise<TestOutcome> {
  if ((options.config === undefined) === (options.run === undefined)) {
    throw new AppError('usage', 'test needs either --config FILE or --run RUN.', {
      hint: '`facet runs` lists the runs of the workspace.',
    });
  }
  const ofFile = options.config === undefined ? null : readExperiment(options.config, options.set);
  await using backend = openBackend(options, 'facet test');
  const show = showEvaluation(terminal, 'Testing');
  try {
    const outcome = await stopOnInterrupt(
      (signal) => backend.evaluation.test(requestOf(backend, ofFile, options), { onNews: show.onNews, signal }),
      {
        onFirst: show.clear,
      },
    );
    if (outcome.figures === null) terminal.line('Stopped: the scores so far are kept, without figures.');
    if (outcome.overlayFolder !== null) terminal.line(`\nHeat maps: ${outcome.overlayFolder}`);
    return outcome;
  } finally {
    show.clear();
  }
}

function requestOf(backend: Backend, ofFile: TestRequest['config'] | null, options: TestOptions): TestRequest {
  const common = {
    limit: options.limit ?? null,
    allowBad: options.allowBad ?? false,
    heatmaps:
      options.cam === true
        ? { method: options.method, layer: options.layer ?? null, explainedClass: options.class }
        : null,
  };
  if (ofFile !== null) {
    const named = options.checkpoint ?? ofFile.test_checkpoint;
    if (named === '')
      throw new AppError('config_invalid', '`test_checkpoint` is empty, and no --checkpoint is given.', {
        hint: 'Name the file of weights to test.',
      });
    const csv = options.data ?? ofFile.data.test;
    if (csv === '')
      throw new AppError('config_invalid', '`data.test` is empty, and no --data is given.', {
        hint: 'Name the CSV to test on.',
      });
    return { ...common, config: ofFile, weights: weightsFile(named), csv };
  }
  const run = backend.store.runs.find(options.run ?? '');
  const config = configOfRun(run, options.set);
  const csv = options.data ?? (config.data.test === '' ? null : config.data.test);
  const weights = weightsOfRun(backend.store, {
    run,
    workspace: backend.workspace,
    checkpoint: options.checkpoint ?? null,
  });
  return { ...common, config, weights, csv };
}
