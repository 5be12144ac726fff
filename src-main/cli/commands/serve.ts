import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { startHost } from '#main/headless/server.ts';
import { openBackend, type WorkspaceOptions, wholeNumber, withWorkspace } from '../options.ts';
import { stopOnInterrupt } from '../stop-on-interrupt.ts';
import { createTerminal } from '../terminal.ts';

type ServeOptions = WorkspaceOptions & { readonly port: number; readonly open: boolean };

const PAGES = fileURLToPath(new URL('../../../out/renderer', import.meta.url));

export const serveCommand = (): Command =>
  withWorkspace(new Command('serve'))
    .description('Serves the workbench to a browser on this machine, and to nobody else.')
    .option('--port <number>', 'the port; 0 = any that is free', wholeNumber(0), 0)
    .option('--no-open', 'does not open the browser')
    .action(async (options: ServeOptions) => {
      const terminal = createTerminal({ json: options.json ?? false });
      await using backend = openBackend(options, 'facet serve');
      const pagesFolder = path.resolve(process.env['FACET_PAGES'] ?? PAGES);
      const host = await startHost({ backend, port: options.port, pagesFolder });
      terminal.line(`Facet is at ${host.address}`);
      terminal.json({ address: host.address });
      await stopOnInterrupt(
        (signal) => new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
        { onFirst: () => terminal.line('Closing.') },
      );
      await host.close();
    });
