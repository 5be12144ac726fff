/** One connection to a workspace's database, with the settings that everything else relies on. */
import SQLite from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { AppError, assert } from '#shared/errors.ts';
import { translateSqliteError } from './sqlite-errors.ts';

export type StoreDatabase = BetterSQLite3Database & { readonly $client: SQLite.Database };

/** Before it, two connections and a checkpoint could corrupt a WAL database (sqlite.org/wal.html#walresetbug). */
const OLDEST_SQLITE = [3, 51, 3] as const;
const BUSY_TIMEOUT_MS = 5_000;
const FULL = 2;
/** What 100,000 faces are looked up in: with SQLite's own 2 MB, each filter of a gallery would read most of it anew. */
const PAGE_CACHE_KIB = 64 * 1024;
/** What an import left behind in the write-ahead log is given back to the disk above this. */
const JOURNAL_SIZE_BYTES = 16 * 2 ** 20;

export type ConnectionOptions = {
  /** For a second process beside the owner of the workspace. */
  readonly isReadonly: boolean;
};

/** @throws file_invalid (not a database, cannot be opened), file_not_found (read-only, and there is none) */
export function connect(file: string, { isReadonly }: ConnectionOptions): StoreDatabase {
  let client: SQLite.Database | null = null;
  try {
    client = new SQLite(file, { readonly: isReadonly, fileMustExist: isReadonly, timeout: BUSY_TIMEOUT_MS });
    configure(client, isReadonly);
    return drizzle(client);
  } catch (error) {
    client?.close();
    throw translateSqliteError(error, file);
  }
}

function configure(client: SQLite.Database, isReadonly: boolean): void {
  const version = String(client.prepare('select sqlite_version()').pluck().get());
  if (!isAtLeast(version, OLDEST_SQLITE))
    throw new AppError('runtime_missing', `SQLite is ${version}; expected ${OLDEST_SQLITE.join('.')} or newer.`, {
      hint: 'Run the set-up again: it brings the better-sqlite3 that fits.',
    });
  // The next three: sqlite.org/security.html, for files that a stranger may have made.
  client.pragma('trusted_schema = off');
  client.pragma('cell_size_check = on');
  client.pragma('mmap_size = 0');
  client.pragma('foreign_keys = on');
  client.pragma(`cache_size = -${PAGE_CACHE_KIB}`);
  client.pragma(`journal_size_limit = ${JOURNAL_SIZE_BYTES}`);
  if (!isReadonly) client.pragma('journal_mode = wal');
  // On every open: this build's default is FULL for the connection that makes a WAL database and NORMAL for all later ones,
  // which may lose acknowledged rows with the power.
  client.pragma('synchronous = full');
  const mode = client.pragma('journal_mode', { simple: true });
  if (mode !== 'wal')
    throw new AppError('file_invalid', `"${client.name}" keeps a journal of mode "${mode}"; expected "wal".`, {
      hint: 'A network drive cannot hold a workspace: put it on a disk of this machine.',
    });
  assert(client.pragma('synchronous', { simple: true }) === FULL, 'a commit is on disk before it is acknowledged');
  assert(client.pragma('foreign_keys', { simple: true }) === 1, 'foreign keys are enforced');
}

function isAtLeast(version: string, oldest: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, wanted] of oldest.entries()) {
    const part = parts[index] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}
