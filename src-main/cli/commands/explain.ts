import { Command, Option } from 'commander';
import { createTools } from '#main/backend.ts';
import type { HeatmapRequest } from '#main/features/evaluation/service.ts';
import { weightsFile } from '#main/features/evaluation/weights.ts';
import { CAM_METHODS } from '#shared/domain/explanations.ts';
import type { CommonOptions } from '../options.ts';
import { withJson } from '../options.ts';
import { predictionConfig } from '../prediction-config.ts';
import { showEvaluation } from '../show.ts';
import { stopOnInterrupt } from '../stop-on-interrupt.ts';
import { createTerminal } from '../terminal.ts';
import { sayBad } from './predict.ts';

type ExplainOptions = CommonOptions & {
  readonly checkpoint: string;
  readonly input: string;
  readonly output: string;
  readonly layer?: string;
  readonly method: HeatmapRequest['method'];
  readonly class: HeatmapRequest['explainedClass'];
  readonly config?: string;
};

export const explainCommand = (): Command =>
  withJson(new Command('explain'))
    .description('Draws where a network looks: each face beside its heat map.')
    .requiredOption('--checkpoint <file>', 'the weights')
    .requiredOption('--input <image|folder|csv>', 'one image, a folder of images, or a CSV with a column path')
    .requiredOption('--output <folder>', 'where the pictures go')
    .option('--layer <name>', 'the layer that is shown (default: the last, layer4)')
    .addOption(new Option('--method <method>', 'how heat maps are made').choices([...CAM_METHODS]).default('grad-cam'))
    .addOption(
      new Option('--class <class>', 'the class that is explained')
        .choices(['predicted', 'fake', 'real'])
        .default('predicted'),
    )
    .option('--config <file>', 'what network and input size a file of weights has that does not say it itself')
    .action(async (options: ExplainOptions) => {
      const terminal = createTerminal({ json: options.json ?? false });
      const tools = createTools();
      const show = showEvaluation(terminal, 'Explaining');
      try {
        const { method, layer = null, class: explainedClass, output: folder } = options;
        const heatmaps = { method, layer, explainedClass, folder };
        const outcome = await stopOnInterrupt(
          (signal) =>
            tools.prediction.predict(
              {
                weights: weightsFile(options.checkpoint),
                config: predictionConfig(options.config),
                input: options.input,
                heatmaps,
              },
              { onNews: show.onNews, signal },
            ),
          { onFirst: show.clear },
        );
        show.clear();
        sayBad(terminal, outcome);
        for (const { path, score, overlay } of outcome.faces)
          terminal.line(`P(fake) ${score.toFixed(4)}  ${path}  ->  ${overlay ?? ''}`);
        terminal.line(`${outcome.faces.length} heat maps in ${options.output}`);
        terminal.json(outcome);
      } finally {
        show.clear();
        await tools.close();
      }
    });
