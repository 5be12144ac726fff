import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import type { Backend } from '#main/backend.ts';
import { runningJobs } from '#main/headless/running-jobs.ts';
import { type Host, startHost } from '#main/headless/server.ts';
import { askForInvitation, leaveTicket } from '#main/headless/ticket.ts';
import { AppError } from '#shared/errors.ts';
import { openBrowser } from '../open-browser.ts';
import { openBackend, type WorkspaceOptions, wholeNumber, withWorkspace } from '../options.ts';
import { stopOnInterrupt } from '../stop-on-interrupt.ts';
import { createTerminal, type Terminal } from '../terminal.ts';

type ServeOptions = WorkspaceOptions & { readonly port?: number; readonly open: boolean };

const PAGES = fileURLToPath(new URL('../../../out/renderer', import.meta.url));
/** The same every time, so that bookmarks hold; another where it is taken. */
const USUAL_PORT = 4280;

export const serveCommand = (): Command =>
  withWorkspace(new Command('serve'))
    .description('Serves the workbench to a browser on this machine, and to nobody else.')
    .option(
      '--port <number>',
      `the port; 0 = any that is free (default: ${USUAL_PORT}, or any where it is taken)`,
      wholeNumber(0),
    )
    .option('--no-open', 'does not open the browser')
    .action(async (options: ServeOptions) => {
      const terminal = createTerminal({ json: options.json ?? false });
      const backend = await openUnlessServed(options, terminal);
      if (backend === null) return;
      await using _ = backend;
      await serve(backend, options, terminal);
    });

/** Null where another `facet serve` has the workspace and let a browser in. @throws conflict where somebody else has it */
async function openUnlessServed(
  options: ServeOptions,
  terminal: Terminal,
): Promise<(Backend & AsyncDisposable) | null> {
  try {
    return openBackend(options, 'facet serve');
  } catch (error) {
    const isTaken = error instanceof AppError && error.code === 'conflict';
    const address = isTaken ? await askForInvitation(options.workspace) : null;
    if (address === null) throw error;
    terminal.line(`The workspace "${path.resolve(options.workspace)}" is served already. It is at ${address}`);
    terminal.json({ address });
    if (options.open) openBrowser(address);
    return null;
  }
}

async function serve(backend: Backend, options: ServeOptions, terminal: Terminal): Promise<void> {
  const host = await startOnPort(backend, options.port);
  const takeTicketAway = leaveTicket(backend.workspace, { address: host.address, token: host.token });
  try {
    backend.announce(host.address);
    backend.queue.begin();
    const address = host.invite();
    terminal.line(`The workspace is ${backend.workspace}`);
    terminal.line(`Facet is at ${address}`);
    terminal.line(
      `This address lets one browser in, once. ${process.stdin.isTTY ? 'Enter prints another; ' : ''}Ctrl-C ends.`,
    );
    terminal.json({ address });
    if (options.open) openBrowser(address);
    const stopListening = inviteOnEnter(() => terminal.line(`Facet is at ${host.invite()}`));
    await stopOnInterrupt(
      async (signal) => {
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
        stopListening();
        await end(backend, terminal);
      },
      { onFirst: () => undefined },
    );
  } finally {
    takeTicketAway();
    await host.close();
  }
}

async function startOnPort(backend: Backend, port: number | undefined): Promise<Host> {
  const pagesFolder = path.resolve(process.env['FACET_PAGES'] ?? PAGES);
  if (port !== undefined) return await startHost({ backend, port, pagesFolder });
  try {
    return await startHost({ backend, port: USUAL_PORT, pagesFolder });
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'conflict')) throw error;
    return await startHost({ backend, port: 0, pagesFolder });
  }
}

/** What runs is stopped and kept; meanwhile the pages still answer, and a second Ctrl-C ends at once. */
async function end(backend: Backend, terminal: Terminal): Promise<void> {
  const jobs = await runningJobs(backend);
  for (const { title } of jobs) terminal.line(`Stopping after this step, everything is kept: ${title}`);
  terminal.line(jobs.length > 0 ? 'Ctrl-C again ends at once.' : 'Closing.');
  await backend.close();
}

function inviteOnEnter(print: () => void): () => void {
  if (!process.stdin.isTTY) return () => undefined;
  process.stdin.on('data', print);
  return () => void process.stdin.off('data', print).pause();
}
