import { Command } from 'commander';
import { createTools } from '#main/backend.ts';
import { type PredictOutcome, prepareOutput, writePredictions } from '#main/features/evaluation/prediction.ts';
import { weightsFile } from '#main/features/evaluation/weights.ts';
import { AppError } from '#shared/errors.ts';
import type { CommonOptions } from '../options.ts';
import { withJson } from '../options.ts';
import { predictionConfig } from '../prediction-config.ts';
import { showEvaluation } from '../show.ts';
import { INTERRUPTED_EXIT_CODE, stopOnInterrupt } from '../stop-on-interrupt.ts';
import { createTerminal, type Terminal } from '../terminal.ts';

type PredictOptions = CommonOptions & {
  readonly checkpoint?: string;
  readonly model?: string;
  readonly input: string;
  readonly output: string;
  readonly config?: string;
};

export const predictCommand = (): Command =>
  withJson(new Command('predict'))
    .description('Scores faces nobody labelled. Writes path,real,p_fake: the predicted label and P(fake).')
    .option('--checkpoint <file>', 'the weights')
    .option('--model <folder|file>', 'an exported network: the folder that facet export made, or the model in it')
    .requiredOption('--input <csv|folder>', 'a folder of images, or a CSV with a column path')
    .requiredOption('--output <csv>', 'where the scores go, such as submission.csv')
    .option('--config <file>', 'what network and input size a file of weights has that does not say it itself')
    .action(async (options: PredictOptions) => {
      const terminal = createTerminal({ json: options.json ?? false });
      const tools = createTools();
      const show = showEvaluation(terminal, 'Scoring');
      try {
        await prepareOutput(options.output);
        const outcome = await stopOnInterrupt(
          (signal) =>
            tools.prediction.predict(
              {
                weights: weightsFile(modelOf(options)),
                config: predictionConfig(options.config),
                input: options.input,
                heatmaps: null,
              },
              { onNews: show.onNews, signal },
            ),
          { onFirst: show.clear },
        );
        await writePredictions(options.output, outcome.faces);
        show.clear();
        sayBad(terminal, outcome);
        terminal.line(`${outcome.faces.length} faces scored: ${options.output}`);
        terminal.json({
          output: options.output,
          scored: outcome.faces.length,
          bad: outcome.bad,
          wasStopped: outcome.wasStopped,
        });
        if (outcome.wasStopped) process.exitCode = INTERRUPTED_EXIT_CODE;
      } finally {
        show.clear();
        await tools.close();
      }
    });

function modelOf({ checkpoint, model }: PredictOptions): string {
  const named = checkpoint ?? model;
  if (named !== undefined && (checkpoint === undefined || model === undefined)) return named;
  throw new AppError('usage', 'predict needs either --checkpoint FILE or --model EXPORTED.', {
    hint: '--checkpoint names weights of a run, --model the folder that `facet export` made.',
  });
}

export function sayBad(terminal: Terminal, { bad }: PredictOutcome): void {
  if (bad.length > 0) terminal.line(`${bad.length} images left out:`);
  for (const { path, reason } of bad) terminal.line(`  ${path} ${reason}`);
}
