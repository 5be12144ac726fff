import { and, desc, eq } from 'drizzle-orm';
import { REAL } from '#shared/domain/labels.ts';
import { type DatasetId, type DatasetImage, DatasetSummary } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import { datasetFingerprint } from './fingerprint.ts';
import { createImageInserter } from './images.ts';
import { repository, type StoreContext } from './repository.ts';
import { datasets } from './schema.ts';

export type NewImage = Readonly<Omit<DatasetImage, 'id' | 'datasetId' | 'pictureId'>>;

export type NewDataset = {
  readonly name: string;
  /** Absolute. */
  readonly csvPath: string;
  readonly csvSha256: string;
  /** Rows left out. */
  readonly badCount: number;
  /** The usable rows, in the order of their lines. */
  readonly images: readonly NewImage[];
};

export function createDatasetsRepository(context: StoreContext) {
  const { db, clock } = context;
  const insertImages = createImageInserter(context);

  return repository(
    'datasets',
    {
      /** All or nothing. The same rows of the same CSV are one data set, however often they are saved: then the one that is there comes back. */
      save: ({ images, ...facts }: NewDataset): DatasetSummary => {
        const fingerprint = datasetFingerprint(images);
        const realCount = images.filter((image) => image.label === REAL).length;
        const fakeCount = images.length - realCount;
        const values = { ...facts, fingerprint, imageCount: images.length, realCount, fakeCount, createdAtMs: clock() };
        const isSame = and(
          eq(datasets.csvPath, facts.csvPath),
          eq(datasets.csvSha256, facts.csvSha256),
          eq(datasets.fingerprint, fingerprint),
        );
        return db.transaction(
          (tx) => {
            const known = tx.select().from(datasets).where(isSame).get();
            if (known !== undefined) return DatasetSummary.parse(known);
            const saved = tx.insert(datasets).values(values).returning().get();
            insertImages(saved.id, images);
            return DatasetSummary.parse(saved);
          },
          { behavior: 'immediate' },
        );
      },

      /** @throws not_found */
      get: (id: DatasetId): DatasetSummary => {
        const row = db.select().from(datasets).where(eq(datasets.id, id)).get();
        if (row === undefined)
          throw new AppError('not_found', `The workspace has no data set ${id}.`, { hint: 'Add its CSV again.' });
        return DatasetSummary.parse(row);
      },

      /** Newest first. */
      list: (): readonly DatasetSummary[] =>
        db
          .select()
          .from(datasets)
          .orderBy(desc(datasets.id))
          .all()
          .map((row) => DatasetSummary.parse(row)),
    },
    context,
  );
}
