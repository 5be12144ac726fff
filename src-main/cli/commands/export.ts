import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import { createTools } from '#main/backend.ts';
import { weightsFile } from '#main/features/evaluation/weights.ts';
import { CARD_FILE, type ExportedModel, exportedWeights } from '#main/features/model-export/service.ts';
import { EXPORT_FORMATS, EXPORT_TITLES, type ExportFormat } from '#shared/domain/model-exports.ts';
import { grouped } from '#shared/report/numbers.ts';
import { openBackend, versions, type WorkspaceOptions, withWorkspace } from '../options.ts';
import { createTerminal } from '../terminal.ts';

type ExportOptions = WorkspaceOptions & {
  readonly format: ExportFormat;
  readonly output: string;
  readonly checkpoint?: string;
};

export const exportCommand = (): Command =>
  withWorkspace(new Command('export'))
    .description('Makes a folder of a trained network for others: the model, and a card that says what it is.')
    .argument('<run|weights>', 'a run by name or id, or a file of weights that Facet wrote')
    .addOption(
      new Option('--format <format>', 'safetensors for torchvision, savedmodel for TensorFlow, onnx for onnxruntime')
        .choices([...EXPORT_FORMATS])
        .makeOptionMandatory(),
    )
    .requiredOption('--output <folder>', 'the folder to make')
    .option('--checkpoint <which>', 'with a run: best, last or an epoch', 'best')
    .action(async (named: string, options: ExportOptions) => {
      const terminal = createTerminal({ json: options.json ?? false });
      const { card: _, ...exported } = existsSync(named)
        ? await exportFile(named, options)
        : await exportRun(named, options);
      const { format, folder, file, sizeBytes } = exported;
      terminal.line(`${EXPORT_TITLES[format]}, ${grouped(sizeBytes)} bytes: ${folder}`);
      terminal.line(`  ${file}`);
      terminal.line(`  ${CARD_FILE}`);
      terminal.json({ ...exported, card: CARD_FILE });
    });

async function exportRun(
  named: string,
  { format, output, checkpoint, ...options }: ExportOptions,
): Promise<ExportedModel> {
  await using backend = openBackend(options, 'facet export');
  const { store, workspace } = backend;
  const run = store.runs.find(named);
  const weights = await exportedWeights(store, { run, workspace, checkpoint: checkpoint ?? null });
  return await backend.modelExport.exportModel({ weights, format, folder: output });
}

async function exportFile(named: string, { format, output }: ExportOptions): Promise<ExportedModel> {
  const tools = createTools({ versions: versions() });
  try {
    return await tools.modelExport.exportModel({ weights: weightsFile(named), format, folder: output });
  } finally {
    await tools.close();
  }
}
