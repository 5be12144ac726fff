import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { createTools } from '#main/backend.ts';
import { weightsFile, weightsOfRun } from '#main/features/evaluation/weights.ts';
import { grouped } from '#shared/report/numbers.ts';
import { type CommonOptions, openBackend, type WorkspaceOptions, withJson, withWorkspace } from '../options.ts';
import { createTerminal } from '../terminal.ts';
import { pretrainedDownloadCommand, pretrainedListCommand } from './pretrained-weights.ts';

export const weightsCommand = (): Command =>
  new Command('weights')
    .description("Takes weights from PyTorch's files and gives them to torchvision; downloads pretrained ones.")
    .addCommand(importCommand())
    .addCommand(exportCommand())
    .addCommand(pretrainedListCommand())
    .addCommand(pretrainedDownloadCommand());

const importCommand = () =>
  withJson(new Command('import'))
    .description(
      "Makes a safetensors file of a .pth, in PyTorch's zip format or the one before. Nothing in the file is executed.",
    )
    .argument('<source>', 'such as resnet18.pth')
    .argument('<target>', 'such as resnet18.safetensors')
    .action(async (source: string, target: string, options: CommonOptions) => {
      const terminal = createTerminal({ json: options.json ?? false });
      const tools = createTools();
      try {
        const { kind: _, ...result } = await tools.weights.importFile(source, target);
        terminal.line(`${result.tensors} tensors, ${grouped(result.parameters)} numbers: ${target}`);
        for (const note of result.notes) terminal.line(`  ${note}`);
        terminal.json({ target, ...result });
      } finally {
        await tools.close();
      }
    });

type ExportOptions = WorkspaceOptions & { readonly checkpoint?: string };

const exportCommand = () =>
  withWorkspace(new Command('export'))
    .description(
      "Writes the weights of a run or a checkpoint as a safetensors file that torchvision's load_state_dict takes.",
    )
    .argument('<run|checkpoint>', 'a run by name or id, or a file')
    .argument('<target>', 'such as mine.safetensors')
    .option('--checkpoint <epoch>', 'with a run: an epoch instead of the best')
    .action(async (named: string, target: string, options: ExportOptions) => {
      const terminal = createTerminal({ json: options.json ?? false });
      const source = existsSync(named) ? weightsFile(named).file : await fileOfRun(named, options);
      const tools = createTools();
      try {
        const { kind: _, ...result } = await tools.weights.exportFile(source, target);
        terminal.line(`${result.tensors} tensors, ${grouped(result.sizeBytes)} bytes: ${target}`);
        terminal.json({ source, target, ...result });
      } finally {
        await tools.close();
      }
    });

async function fileOfRun(named: string, options: ExportOptions): Promise<string> {
  await using backend = openBackend(options, 'facet weights export');
  const run = backend.store.runs.find(named);
  return weightsOfRun(backend.store, { run, workspace: backend.workspace, checkpoint: options.checkpoint ?? null })
    .file;
}
