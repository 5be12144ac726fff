import { eq, sql } from 'drizzle-orm';
import { repository, type StoreContext } from './repository.ts';
import { pictureMeasures } from './schema-curation.ts';

export type StoredMeasures = {
  readonly sha256: string;
  readonly jpegQuality: number | null;
  readonly brightness: number;
  readonly contrast: number;
  readonly sharpness: number;
  /** Sixteen bytes. */
  readonly hash: Uint8Array;
};

/** Numbers about pictures by their content: measured once, whatever data sets they are in. */
export function createPictureMeasuresRepository(context: StoreContext) {
  const { db } = context;
  const value = sql.placeholder;
  const insert = db
    .insert(pictureMeasures)
    .values({
      sha256: value('sha256'),
      jpegQuality: value('jpegQuality'),
      brightness: value('brightness'),
      contrast: value('contrast'),
      sharpness: value('sharpness'),
      hash: value('hash'),
    })
    .onConflictDoNothing()
    .prepare();

  return repository(
    'pictureMeasures',
    {
      record: (measures: readonly StoredMeasures[]): void =>
        db.transaction(
          () => {
            for (const { hash, ...numbers } of measures) insert.run({ ...numbers, hash: Buffer.from(hash) });
          },
          { behavior: 'immediate' },
        ),

      /** Null where the picture was not measured yet. */
      find: (sha256: string): StoredMeasures | null =>
        db.select().from(pictureMeasures).where(eq(pictureMeasures.sha256, sha256)).get() ?? null,
    },
    context,
  );
}
