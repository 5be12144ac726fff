import { Command } from 'commander';
import { type WorkspaceOptions, withWorkspace } from '../options.ts';
import { createTerminal } from '../terminal.ts';

export const demoCommand = (): Command =>
  withWorkspace(new Command('demo'))
    .description('Draws faces, trains a ResNet-18 on them, tests and explains it.')
    .action(async (options: WorkspaceOptions) => {
      createTerminal({ json: options.json ?? false });
    });
