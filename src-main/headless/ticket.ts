/**
 * How another program of the same user gets in: a file that nobody else can read, outside the workspace (which may be shared or sent to
 * somebody), there as long as the host runs. What is left behind by a host that was killed opens nothing: each start has a token of its own.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

export const Ticket = z.object({
  /** "http://127.0.0.1:4177/" */
  address: z.url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ }),
  token: z.string(),
});
export type Ticket = Readonly<z.infer<typeof Ticket>>;

/** Returns what takes it away again. */
export function leaveTicket(workspace: string, ticket: Ticket): () => void {
  const file = ticketFile(workspace);
  mkdirSync(ticketFolder(), { recursive: true, mode: 0o700 });
  const partial = `${file}.${process.pid}.partial`;
  writeFileSync(partial, JSON.stringify(ticket), { mode: 0o600 });
  renameSync(partial, file);
  return () => rmSync(file, { force: true });
}

/** Null where none was left, or what is there is none. */
export function readTicket(workspace: string): Ticket | null {
  try {
    return Ticket.parse(JSON.parse(readFileSync(ticketFile(workspace), 'utf8')));
  } catch {
    return null;
  }
}

/** An address that lets a browser in, from the host that serves a workspace already; null where none answers. */
export async function askForInvitation(workspace: string): Promise<string | null> {
  const ticket = readTicket(workspace);
  if (ticket === null) return null;
  try {
    const answer = await fetch(new URL('invitation', ticket.address), {
      method: 'POST',
      headers: { authorization: `Bearer ${ticket.token}` },
    });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null; // nobody there: left behind by a host that was killed
  }
}

const ticketFile = (workspace: string): string =>
  join(ticketFolder(), `${createHash('sha256').update(resolve(workspace)).digest('hex').slice(0, 16)}.json`);

/** $FACET_CACHE, else the user's own folder for what lives as long as a login, else a hidden one at home. */
function ticketFolder(): string {
  const { FACET_CACHE: cache, XDG_RUNTIME_DIR: runtime } = process.env;
  if (cache) return join(cache, 'hosts');
  return runtime ? join(runtime, 'facet') : join(homedir(), '.facet', 'hosts');
}
