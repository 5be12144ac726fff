/** The workbench as a user has it: `facet serve` in a process of its own, over a workspace of its own, with the real engine behind it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { Ticket } from '#main/headless/ticket.ts';
import type { contract } from '#shared/contract/index.ts';
import { type RunningFacet, startFacet } from './facet-process.ts';

export type ServedWorkbench = AsyncDisposable & {
  /** Holds the workspace, and room for a test's own files. */
  readonly folder: string;
  readonly workspace: string;
  /** "http://127.0.0.1:4280/" */
  readonly address: string;
  /** The contract without a page: to bring a workspace into a state, or to look behind the page. */
  readonly client: ContractRouterClient<typeof contract>;
  /** An address that lets one browser in. */
  readonly invite: () => Promise<string>;
  readonly facet: RunningFacet;
  /** Ctrl-C, and until it is over. The folder stays; `serveWorkbench({ folder })` goes on with it. */
  readonly stop: () => Promise<void>;
};

export type ServeOptions = {
  /** Of an earlier workbench, whose workspace is opened again; made and removed here where none is given. */
  readonly folder?: string;
  readonly port?: number;
};

/** A whole file of tests may use one. */
const LIMIT_MS = 1_200_000;

export async function serveWorkbench({ folder: given, port = 0 }: ServeOptions = {}): Promise<ServedWorkbench> {
  const folder = given ?? mkdtempSync(path.join(tmpdir(), 'facet-workbench-'));
  const workspace = path.join(folder, 'workspace');
  const tickets = path.join(folder, 'run');
  mkdirSync(tickets, { recursive: true });
  const facet = startFacet(['serve', '--workspace', workspace, '--port', String(port), '--no-open'], {
    cwd: folder,
    env: { XDG_RUNTIME_DIR: tickets, FACET_CACHE: '' },
    limitMs: LIMIT_MS,
  });
  const [, address = ''] = await facet.printed(/Facet is at (http:\S+\/)#code=/);
  const { token } = readTicketIn(path.join(tickets, 'facet'));
  const headers = { authorization: `Bearer ${token}` };
  const stop = async () => {
    facet.signal('SIGINT');
    const { exitCode, signal, stderr } = await facet.ended;
    if (exitCode !== 0) throw new Error(`facet serve ended with ${signal ?? exitCode}: ${stderr}`);
  };
  return {
    folder,
    workspace,
    address,
    client: createORPCClient(new RPCLink({ url: `${address}rpc`, headers })),
    invite: async () => await (await fetch(`${address}invitation`, { method: 'POST', headers })).text(),
    facet,
    stop,
    [Symbol.asyncDispose]: async () => {
      facet.signal('SIGKILL', 'group');
      await facet.ended;
      if (given === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function readTicketIn(folder: string): Ticket {
  const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Ticket.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
}
