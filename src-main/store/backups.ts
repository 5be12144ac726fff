/** Copies of the database in `backups/` of the workspace, named after their time; the newest few stay. */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import SQLite from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';

const FOLDER = 'backups';
const KEPT = 5;
const NAME = /^facet-[\dTZ-]+\.sqlite$/;

/** Absolute, newest first. */
export function listBackups(workspaceFolder: string): readonly string[] {
  const folder = join(workspaceFolder, FOLDER);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => NAME.test(name));
  return names
    .sort()
    .reverse()
    .map((name) => join(folder, name));
}

export const newestBackup = (workspaceFolder: string): string | null => listBackups(workspaceFolder)[0] ?? null;

export type BackupOptions = { readonly workspaceFolder: string; readonly nowMs: number };

/** Copies while others go on reading and writing; a page at a time, so nobody waits for it. Returns the copy's file. */
export async function backUp(client: SQLite.Database, options: BackupOptions): Promise<string> {
  const { temporary, target } = names(options);
  await client.backup(temporary);
  return keep(temporary, target, options.workspaceFolder);
}

/** Copies at once, for the moment before a migration. */
export function backUpNow(client: SQLite.Database, options: BackupOptions): string {
  const { temporary, target } = names(options);
  client.prepare('vacuum into ?').run(temporary);
  return keep(temporary, target, options.workspaceFolder);
}

function names({ workspaceFolder, nowMs }: BackupOptions) {
  const folder = join(workspaceFolder, FOLDER);
  mkdirSync(folder, { recursive: true });
  const name = `facet-${new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-')}.sqlite`;
  const temporary = join(folder, `.${name}.partial`);
  rmSync(temporary, { force: true });
  return { temporary, target: join(folder, name) };
}

/** A damaged copy must not push out a good one. */
function keep(temporary: string, target: string, workspaceFolder: string): string {
  const finding = quickCheck(temporary);
  if (finding !== null) {
    rmSync(temporary, { force: true });
    throw new AppError('file_invalid', `No backup was made: its copy "${basename(target)}" is damaged (${finding}).`, {
      hint: 'The earlier backups are kept. Close Facet and open the workspace again: it is checked then.',
    });
  }
  syncFile(temporary);
  renameSync(temporary, target);
  for (const old of listBackups(workspaceFolder).slice(KEPT)) rmSync(old);
  return target;
}

function quickCheck(file: string): string | null {
  const client = new SQLite(file);
  try {
    client.pragma('journal_mode = delete'); // a copy is one file, without -wal and -shm
    return findDamage(client);
  } finally {
    client.close();
  }
}

/** The first thing that SQLite's quick_check finds; null where all is well. About 400 MB a second. */
export function findDamage(client: SQLite.Database): string | null {
  const finding = String(client.pragma('quick_check(1)', { simple: true }));
  return finding === 'ok' ? null : finding;
}

function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
