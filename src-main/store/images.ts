import { dirname, resolve } from 'node:path';
import { and, asc, eq, getTableColumns, gt, isNull, sql } from 'drizzle-orm';
import { FaceItem } from '#shared/contract/datasets.ts';
import type { Label } from '#shared/domain/labels.ts';
import { type DatasetId, DatasetImage, type ImageId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { NewImage } from './datasets.ts';
import { effective, stateOfImage } from './effective.ts';
import { type FaceOrder, orderedFaceIds } from './face-queries.ts';
import { repository, type StoreContext } from './repository.ts';
import { datasets, images } from './schema.ts';
import { imageStates, pictureMeasures } from './schema-curation.ts';

/** `file`: where the image lies, absolute. */
export type StoredImage = DatasetImage & { readonly file: string };

/** After revisions: `label` and `split` are what is in force. */
export type CuratedImage = StoredImage & { readonly csvLabel: Label };

/** A picture of a data set, to be looked at once. */
export type UnmeasuredPicture = { readonly sha256: string; readonly file: string };

/** What an audit goes by: an image after revisions, and the measures of its picture. */
export type AuditedImage = Pick<
  DatasetImage,
  'id' | 'line' | 'sha256' | 'sizeBytes' | 'width' | 'height' | 'format' | 'label' | 'split' | 'group'
> & {
  /** Null where the picture could not be measured. */
  readonly measures: Omit<typeof pictureMeasures.$inferSelect, 'sha256'> | null;
};

export function createImagesRepository(context: StoreContext) {
  const { db } = context;
  const place = { csvPath: datasets.csvPath, imagesFolder: datasets.imagesFolder };
  const columns = { ...getTableColumns(images), ...place };
  const select = () => db.select(columns).from(images).innerJoin(datasets, eq(datasets.id, images.datasetId));
  const selectEffective = () =>
    db
      .select({ ...columns, label: effective.label, split: effective.split, csvLabel: images.label })
      .from(images)
      .innerJoin(datasets, eq(datasets.id, images.datasetId))
      .leftJoin(imageStates, stateOfImage);
  const stored = ({ csvPath, imagesFolder, ...row }: ReturnType<ReturnType<typeof select>['all']>[number]) => ({
    ...DatasetImage.parse(row),
    file: fileOf(row.path, { csvPath, imagesFolder }),
  });

  const byId = select()
    .where(eq(images.id, sql.placeholder('id')))
    .prepare();
  const faceById = db
    .select({ ...FACE_COLUMNS })
    .from(images)
    .leftJoin(imageStates, stateOfImage)
    .where(eq(images.id, sql.placeholder('id')))
    .prepare();

  return repository(
    'images',
    {
      /** As the CSV has them, in the order of their lines. */
      list: (datasetId: DatasetId): readonly StoredImage[] =>
        select().where(eq(images.datasetId, datasetId)).orderBy(asc(images.line)).all().map(stored),

      /** After revisions, without the excluded ones, in the order of their lines. */
      included: (datasetId: DatasetId): readonly CuratedImage[] =>
        selectEffective()
          .where(and(eq(images.datasetId, datasetId), sql`${effective.isExcluded} = 0`))
          .orderBy(asc(images.line))
          .all()
          .map(({ csvLabel, ...row }) => ({ ...stored(row), csvLabel })),

      /** As the CSV has it. @throws not_found */
      get: (id: ImageId): StoredImage => {
        const row = byId.get({ id });
        if (row === undefined) throw unknownImage(id);
        return stored(row);
      },

      /** The ids of the faces that a filter lets through, in order. */
      order: (order: FaceOrder): readonly ImageId[] => orderedFaceIds(db, order),

      /** In the order of the ids; one that is gone is left out. */
      faces: (ids: readonly ImageId[]): readonly FaceItem[] =>
        ids.flatMap((id) => {
          const row = faceById.get({ id });
          return row === undefined ? [] : [toFace(row)];
        }),

      /** What a division goes by: labels after revisions, the splits of the CSV alone; in the order of the lines. */
      splitRows: (datasetId: DatasetId) =>
        db
          .select({
            id: images.id,
            line: images.line,
            label: effective.label,
            group: images.group,
            split: images.split,
            isExcluded: effective.isExcluded,
          })
          .from(images)
          .leftJoin(imageStates, stateOfImage)
          .where(eq(images.datasetId, datasetId))
          .orderBy(asc(images.line))
          .all()
          .map(({ isExcluded, ...row }) => ({ ...row, isExcluded: isExcluded === 1 })),

      /** Included pictures of a data set that have no measures yet, each once. */
      unmeasured: (datasetId: DatasetId): readonly UnmeasuredPicture[] =>
        db
          .select({ sha256: images.sha256, path: images.path, ...place })
          .from(images)
          .innerJoin(datasets, eq(datasets.id, images.datasetId))
          .leftJoin(imageStates, stateOfImage)
          .leftJoin(pictureMeasures, eq(pictureMeasures.sha256, images.sha256))
          .where(and(eq(images.datasetId, datasetId), sql`${effective.isExcluded} = 0`, isNull(pictureMeasures.sha256)))
          .groupBy(images.sha256)
          .all()
          .map(({ sha256, path, ...of }) => ({ sha256, file: fileOf(path, of) })),

      /** A piece of the included images, from the line after `afterLine` on. */
      audited: (
        datasetId: DatasetId,
        { afterLine, limit }: { readonly afterLine: number; readonly limit: number },
      ): readonly AuditedImage[] => {
        // The first one is never null in a row: by it, drizzle tells whether there is one.
        const { brightness, contrast, sharpness, jpegQuality, hash } = pictureMeasures;
        const measures = { brightness, contrast, sharpness, jpegQuality, hash };
        const { id, line, sha256, sizeBytes, width, height, format, group } = images;
        return db
          .select({
            ...{ id, line, sha256, sizeBytes, width, height, format, group },
            label: effective.label,
            split: effective.split,
            measures,
          })
          .from(images)
          .leftJoin(imageStates, stateOfImage)
          .leftJoin(pictureMeasures, eq(pictureMeasures.sha256, images.sha256))
          .where(and(eq(images.datasetId, datasetId), gt(images.line, afterLine), sql`${effective.isExcluded} = 0`))
          .orderBy(asc(images.line))
          .limit(limit)
          .all();
      },
    },
    context,
  );
}

const FACE_COLUMNS = {
  id: images.id,
  line: images.line,
  path: images.path,
  label: effective.label,
  csvLabel: images.label,
  isExcluded: effective.isExcluded,
  split: effective.split,
  width: images.width,
  height: images.height,
  format: images.format,
  sizeBytes: images.sizeBytes,
  group: images.group,
  source: images.source,
} as const;

type FaceRow = Omit<FaceItem, 'isExcluded'> & { readonly isExcluded: 0 | 1 };

const toFace = (row: unknown): FaceItem => {
  const { isExcluded, ...facts } = row as FaceRow; // FACE_COLUMNS' own shape; checked below
  return FaceItem.parse({ ...facts, isExcluded: isExcluded === 1 });
};

/** Where an image lies, absolute. */
export const fileOf = (
  path: string,
  { csvPath, imagesFolder }: { readonly csvPath: string; readonly imagesFolder: string | null },
): string => resolve(imagesFolder ?? dirname(csvPath), path);

const unknownImage = (id: ImageId) =>
  new AppError('not_found', `The workspace has no image ${id}.`, { hint: 'Its data set may have been removed.' });

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
