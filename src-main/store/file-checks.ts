import { eq, sql } from 'drizzle-orm';
import { repository, type StoreContext } from './repository.ts';
import { fileChecks } from './schema.ts';

/** Tells versions of a file apart without reading it. */
export type FileVersion = { readonly sizeBytes: number; readonly mtimeMs: number };

export type FileFacts = FileVersion & {
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
  readonly format: string;
};

/** What a full decode of a file (absolute path) found out; `reason` continues the file's name. */
export type FileCheck =
  | ({ readonly kind: 'ok'; readonly file: string } & FileFacts)
  | ({ readonly kind: 'bad'; readonly file: string; readonly reason: string } & FileVersion);

const NO_FACTS = { sha256: null, width: null, height: null, format: null, reason: null };

/** So that an image which was decoded once is not decoded again until it changes. */
export function createFileChecksRepository(context: StoreContext) {
  const { db } = context;
  const find = db
    .select()
    .from(fileChecks)
    .where(eq(fileChecks.file, sql.placeholder('file')))
    .prepare();
  const value = sql.placeholder;
  const columns = {
    sizeBytes: value('sizeBytes'),
    mtimeMs: value('mtimeMs'),
    sha256: value('sha256'),
    width: value('width'),
    height: value('height'),
    format: value('format'),
    reason: value('reason'),
  };
  const upsert = db
    .insert(fileChecks)
    .values({ file: value('file'), ...columns })
    .onConflictDoUpdate({
      target: fileChecks.file,
      set: {
        sizeBytes: sql`excluded.size_bytes`,
        mtimeMs: sql`excluded.mtime_ms`,
        sha256: sql`excluded.sha256`,
        width: sql`excluded.width`,
        height: sql`excluded.height`,
        format: sql`excluded.format`,
        reason: sql`excluded.reason`,
      },
    })
    .prepare();

  return repository(
    'fileChecks',
    {
      /** Null where this version of the file was not checked yet. */
      find: (file: string, version: FileVersion): FileCheck | null => {
        const row = find.get({ file });
        if (row === undefined || row.sizeBytes !== version.sizeBytes || row.mtimeMs !== version.mtimeMs) return null;
        const { sizeBytes, mtimeMs, sha256, width, height, format, reason } = row;
        if (reason !== null) return { kind: 'bad', file, sizeBytes, mtimeMs, reason };
        if (sha256 === null || width === null || height === null || format === null) return null;
        return { kind: 'ok', file, sizeBytes, mtimeMs, sha256, width, height, format };
      },

      /** The latest check of a file replaces the one before. */
      record: (checks: readonly FileCheck[]): void =>
        db.transaction(
          () => {
            for (const check of checks) upsert.run({ ...NO_FACTS, ...check });
          },
          { behavior: 'immediate' },
        ),
    },
    context,
  );
}
