import { dirname, resolve } from 'node:path';
import { asc, eq, getTableColumns, sql } from 'drizzle-orm';
import { type DatasetId, DatasetImage, type ImageId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { NewImage } from './datasets.ts';
import { repository, type StoreContext } from './repository.ts';
import { datasets, images } from './schema.ts';

/** `file`: where the image lies, absolute. */
export type StoredImage = DatasetImage & { readonly file: string };

export function createImagesRepository(context: StoreContext) {
  const { db } = context;
  const select = () =>
    db
      .select({ ...getTableColumns(images), csvPath: datasets.csvPath })
      .from(images)
      .innerJoin(datasets, eq(datasets.id, images.datasetId));
  const stored = ({ csvPath, ...row }: ReturnType<ReturnType<typeof select>['all']>[number]): StoredImage => ({
    ...DatasetImage.parse(row),
    file: resolve(dirname(csvPath), row.path),
  });

  const byId = select()
    .where(eq(images.id, sql.placeholder('id')))
    .prepare();

  return repository(
    'images',
    {
      /** In the order of their lines. */
      list: (datasetId: DatasetId): readonly StoredImage[] =>
        select().where(eq(images.datasetId, datasetId)).orderBy(asc(images.line)).all().map(stored),

      /** @throws not_found */
      get: (id: ImageId): StoredImage => {
        const row = byId.get({ id });
        if (row === undefined)
          throw new AppError('not_found', `The workspace has no image ${id}.`, {
            hint: 'Its data set may have been removed.',
          });
        return stored(row);
      },
    },
    context,
  );
}

/** Inserts the rows of a data set, within the caller's transaction. A picture that another image shows already keeps its id. */
export function createImageInserter({ db }: StoreContext): (datasetId: DatasetId, rows: readonly NewImage[]) => void {
  const value = sql.placeholder;
  const insert = db
    .insert(images)
    .values({
      id: value('id'),
      datasetId: value('datasetId'),
      pictureId: sql`coalesce((select min(picture_id) from images where sha256 = ${value('sha256')}), ${value('id')})`,
      line: value('line'),
      path: value('path'),
      sha256: value('sha256'),
      sizeBytes: value('sizeBytes'),
      width: value('width'),
      height: value('height'),
      format: value('format'),
      label: value('label'),
      split: value('split'),
      group: value('group'),
      source: value('source'),
      metadata: value('metadata'),
    })
    .prepare();
  const lastId = db.$client.prepare<[], number>("select seq from sqlite_sequence where name = 'images'").pluck();
  return (datasetId, rows) => {
    let id = lastId.get() ?? 0;
    for (const row of rows) insert.run({ ...row, datasetId, id: ++id });
  };
}
