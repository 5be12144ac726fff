/** What SQLite's own errors mean to a user. */
import { dirname } from 'node:path';
import SQLite from 'better-sqlite3';
import { ZodError } from 'zod';
import { AppError } from '#shared/errors.ts';
import { newestBackup } from './backups.ts';

/** Returns what to throw instead; errors that only a bug explains come back as they are. */
export function translateSqliteError(error: unknown, file: string): unknown {
  if (error instanceof AppError) return error;
  if (error instanceof ZodError || error instanceof SyntaxError)
    return damaged(file, { finding: error instanceof ZodError ? issueOf(error) : error.message, cause: error });
  if (!(error instanceof SQLite.SqliteError)) return error;
  const { code, message } = error;
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return damaged(file, { finding: message, cause: error });
  if (code === 'SQLITE_FULL')
    return new AppError('disk_full', `"${file}" was not written: the disk is full.`, {
      hint: `Free some space on the disk of "${dirname(file)}". What was stored before is unchanged.`,
      cause: error,
    });
  if (code.startsWith('SQLITE_BUSY'))
    return new AppError('conflict', `"${file}" is being written by another program.`, {
      hint: 'Close whatever else has the workspace open, and try again.',
      cause: error,
    });
  if (code === 'SQLITE_CANTOPEN' && message.includes('unable to open'))
    return new AppError('file_not_found', `"${file}" cannot be opened: it is missing or may not be read.`, {
      hint: 'Name the folder of a workspace that exists.',
      cause: error,
    });
  if (/^SQLITE_(READONLY|IOERR|CANTOPEN|PERM)/.test(code))
    return new AppError('file_invalid', `"${file}" cannot be read or written: ${message} (${code}).`, {
      hint: 'Check the disk, and that you may write to the folder.',
      cause: error,
    });
  return error;
}

/** Of a database that cannot be trusted any more. */
export function damaged(file: string, { finding, cause }: { finding: string; cause?: unknown }): AppError {
  const backup = newestBackup(dirname(file));
  const restore =
    backup === null
      ? 'there is no backup; without the file, Facet starts with an empty workspace, and the checkpoints in runs/ stay'
      : `copy "${backup}" there, the newest backup`;
  return new AppError('file_invalid', `"${file}" is damaged: ${finding}.`, {
    hint: `Close Facet, move the file and those named like it with -wal and -shm away, and ${restore}.`,
    cause,
  });
}

function issueOf({ issues: [first] }: ZodError): string {
  return first === undefined
    ? 'a value in it is none'
    : `the value of ${first.path.join('.') || 'a column'} is not ${first.message}`;
}
