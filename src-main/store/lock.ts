/**
 * One back end owns a workspace. The lock is SQLite's write lock on an empty file, held as long as the process lives: the operating system gives it to exactly
 * one, and takes it back however the process ends, so no lock is ever stale. Who holds it stands in a file beside it, for people and for
 * programs that want to attach.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';

export const WorkspaceOwner = z.object({
  pid: z.int().positive(),
  host: z.string(),
  /** What it is, in words: "the Facet window", "facet train". */
  owner: z.string(),
  startedAtMs: z.number().min(0),
  /** Where to reach it; null where it cannot be reached. */
  address: z.string().nullable(),
});
export type WorkspaceOwner = Readonly<z.infer<typeof WorkspaceOwner>>;

export type WorkspaceLock = {
  /** Tells others where to reach this owner. */
  readonly announce: (address: string) => void;
  readonly release: () => void;
};

export type LockOptions = { readonly owner: string; readonly clock?: () => number };

const LOCK_FILE = 'facet.lock';
const OWNER_FILE = 'facet.owner.json';

/** Connections that hold a lock: without a reference one would be collected, and its lock with it. */
const held = new Set<SQLite.Database>();

/** Makes the folder where there is none. @throws conflict (says who owns the workspace, and since when), file_invalid (the folder cannot be locked) */
export function lockWorkspace(folder: string, { owner, clock = Date.now }: LockOptions): WorkspaceLock {
  mkdirSync(folder, { recursive: true });
  const client = acquire(folder);
  const self: WorkspaceOwner = { pid: process.pid, host: hostname(), owner, startedAtMs: clock(), address: null };
  writeOwner(folder, self);
  held.add(client);
  return {
    announce: (address) => writeOwner(folder, { ...self, address }),
    release: () => {
      if (!held.delete(client)) return;
      rmSync(join(folder, OWNER_FILE), { force: true });
      client.close();
    },
  };
}

/** Who wrote last that it owns the workspace; null where nobody did. Whether it still does, only `lockWorkspace` finds out. */
export function readOwner(folder: string): WorkspaceOwner | null {
  try {
    return WorkspaceOwner.parse(JSON.parse(readFileSync(join(folder, OWNER_FILE), 'utf8')));
  } catch {
    return null; // absent, or not what an owner writes: nobody to name
  }
}

function acquire(folder: string): SQLite.Database {
  const client = new SQLite(join(folder, LOCK_FILE), { timeout: 0 });
  try {
    client.exec('begin immediate');
    return client;
  } catch (error) {
    client.close();
    if (error instanceof SQLite.SqliteError && error.code.startsWith('SQLITE_BUSY')) throw inUse(folder, error);
    throw new AppError('file_invalid', `"${join(folder, LOCK_FILE)}" cannot be locked.`, {
      hint: 'Check that you may write to the folder. If no Facet is open there, remove that file.',
      cause: error,
    });
  }
}

function inUse(folder: string, cause: unknown): AppError {
  const found = readOwner(folder);
  if (found === null || !isAlive(found))
    return new AppError(
      'conflict',
      `The workspace "${folder}" is in use by another Facet, which has only just started.`,
      {
        hint: 'Try again in a moment.',
        cause,
      },
    );
  const { owner, pid, host, startedAtMs, address } = found;
  const since = new Date(startedAtMs).toISOString();
  return new AppError(
    'conflict',
    `The workspace "${folder}" is in use by ${owner} (process ${pid} on ${host}) since ${since}.`,
    {
      hint:
        address === null ? 'Wait until it is done, or choose another workspace.' : `It can be reached at ${address}.`,
      cause,
    },
  );
}

/** False only of a process of this machine that is gone: then the file is an earlier owner's, and the present one is about to replace it. */
function isAlive({ pid, host }: WorkspaceOwner): boolean {
  if (host !== hostname()) return true;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // there, and somebody else's
  }
}

/** Whole or not at all, for whoever reads it meanwhile. */
function writeOwner(folder: string, owner: WorkspaceOwner): void {
  const file = join(folder, OWNER_FILE);
  const temporary = `${file}.${process.pid}.partial`;
  writeFileSync(temporary, `${JSON.stringify(owner, null, 2)}\n`, { mode: 0o600 });
  renameSync(temporary, file);
}
