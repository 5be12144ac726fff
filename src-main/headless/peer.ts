/**
 * Whose program is at the other end. Loopback is open to every user of the machine, and a printed address can be seen by others for a moment: it stands among the
 * arguments of the browser that is started with it. Linux tells who owns a socket; elsewhere nobody does, and the code has to be enough.
 */
import { readFile } from 'node:fs/promises';

export type Connection = { readonly peerPort: number; readonly ownPort: number };

/** 127.0.0.1 as these tables write it: alone, and as the end of an IPv6 address that holds it. */
const LOOPBACK_HEX = '0100007F';
const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];
const ROOT_UID = 0;

/** False only where another user is certain to be at the other end; root may read all of this user's anyway. */
export async function isOwnUser(connection: Connection): Promise<boolean> {
  const uid = process.getuid?.();
  if (process.platform !== 'linux' || uid === undefined) return true;
  for (const table of TABLES) {
    const text = await readFile(table, 'utf8').catch(() => ''); // no IPv6, or no /proc
    const owner = ownerOf(text, connection);
    if (owner !== null) return owner === uid || owner === ROOT_UID;
  }
  return true;
}

/** The user id of the peer's socket in a table such as /proc/net/tcp (proc(5)); null where it is not in it. */
export function ownerOf(table: string, { peerPort, ownPort }: Connection): number | null {
  const isEnd = (field: string | undefined, port: number) =>
    field?.endsWith(`${LOOPBACK_HEX}:${port.toString(16).toUpperCase().padStart(4, '0')}`) === true;
  for (const line of table.split('\n').slice(1)) {
    const [, local, remote, , , , , uid] = line.trim().split(/\s+/);
    if (isEnd(local, peerPort) && isEnd(remote, ownPort)) return Number(uid);
  }
  return null;
}
