import { and, desc, eq } from 'drizzle-orm';
import { ColumnMapping } from '#shared/contract/datasets.ts';
import { REAL } from '#shared/domain/labels.ts';
import { type DatasetId, type DatasetImage, DatasetSummary, type Sha256 } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import { createDatasetFilling, isComplete } from './dataset-filling.ts';
import { createDatasetRemoval } from './dataset-removal.ts';
import { datasetFingerprint } from './fingerprint.ts';
import { createImageInserter } from './images.ts';
import { repository, type StoreContext } from './repository.ts';
import { datasets } from './schema.ts';

export type NewImage = Readonly<Omit<DatasetImage, 'id' | 'datasetId' | 'pictureId'>>;

/** How a CSV was read: null = with our own names of columns; paths starting at its own folder. */
export type DatasetReading = {
  readonly mapping: ColumnMapping | null;
  readonly imagesFolder: string | null;
};

export type DatasetFacts = Partial<DatasetReading> & {
  readonly name: string;
  /** Absolute. */
  readonly csvPath: string;
  readonly csvSha256: string;
  /** Rows left out. */
  readonly badCount: number;
};

export type NewDataset = DatasetFacts & {
  /** The usable rows, in the order of their lines. */
  readonly images: readonly NewImage[];
};

/** All that is known of a data set before its images are in the store. */
export type DatasetPlan = DatasetFacts & {
  readonly fingerprint: Sha256;
  readonly realCount: number;
  readonly fakeCount: number;
};

/** A data set as a list shows it. */
export type ListedDataset = DatasetSummary & {
  /** The newest revision that is not undone; 0 = the CSV as it is. */
  readonly revision: number;
  /** Runs that train or validate with it. */
  readonly runCount: number;
};

export function createDatasetsRepository(context: StoreContext) {
  const { db } = context;
  const insertImages = createImageInserter(context);
  const filling = createDatasetFilling(context, insertImages);
  const removal = createDatasetRemoval(context, filling);
  const find = (id: DatasetId) =>
    db
      .select()
      .from(datasets)
      .where(and(eq(datasets.id, id), isComplete))
      .get();

  return repository(
    'datasets',
    {
      ...filling.methods,
      ...removal.methods,

      /**
       * All or nothing, in one transaction: for a few thousand rows. The same rows of the same CSV are one data set, however often they are saved: then the one
       * that is there comes back.
       */
      save: ({ images, ...facts }: NewDataset): DatasetSummary => {
        const realCount = images.filter((image) => image.label === REAL).length;
        const counts = { realCount, fakeCount: images.length - realCount };
        const plan = { ...facts, ...counts, fingerprint: datasetFingerprint(images, facts.mapping ?? null) };
        return db.transaction(
          () => {
            const begun = filling.methods.begin(plan);
            if (begun.kind === 'known') return begun.dataset;
            insertImages(begun.id, images);
            return filling.methods.complete(begun.id, plan);
          },
          { behavior: 'immediate' },
        );
      },

      /** @throws not_found */
      get: (id: DatasetId): DatasetSummary => DatasetSummary.parse(find(id) ?? missing(id)),

      /** @throws not_found */
      reading: (id: DatasetId): DatasetReading => readingOf(find(id) ?? missing(id)),

      /** How the newest data set of a CSV was read; null where there is none. */
      readingOfCsv: (csvPath: string): DatasetReading | null => {
        const row = db
          .select()
          .from(datasets)
          .where(and(eq(datasets.csvPath, csvPath), isComplete))
          .orderBy(desc(datasets.id))
          .get();
        return row === undefined ? null : readingOf(row);
      },

      /** @throws not_found */
      rename: (id: DatasetId, name: string): void => {
        const { changes } = db
          .update(datasets)
          .set({ name })
          .where(and(eq(datasets.id, id), isComplete))
          .run();
        if (changes === 0) missing(id);
      },

      /** Runs that train or validate with it. */
      runCount: (id: DatasetId): number => removal.runCounts().get(id) ?? 0,

      /** Newest first. */
      list: (): readonly ListedDataset[] => {
        const revisions = revisionNumbers(context);
        const runCounts = removal.runCounts();
        return db
          .select()
          .from(datasets)
          .where(isComplete)
          .orderBy(desc(datasets.id))
          .all()
          .map((row) => ({
            ...DatasetSummary.parse(row),
            revision: revisions.get(row.id) ?? 0,
            runCount: runCounts.get(row.id) ?? 0,
          }));
      },
    },
    context,
  );
}

function missing(id: DatasetId): never {
  throw new AppError('not_found', `The workspace has no data set ${id}.`, { hint: 'Add its CSV again.' });
}

const readingOf = ({ mapping, imagesFolder }: typeof datasets.$inferSelect): DatasetReading => ({
  mapping: mapping === null ? null : ColumnMapping.parse(mapping),
  imagesFolder,
});

function revisionNumbers({ db }: StoreContext): ReadonlyMap<DatasetId, number> {
  const rows = db.$client
    .prepare<[], { id: DatasetId; number: number }>(
      'select dataset_id as id, max(number) as number from revisions where not is_undone group by dataset_id',
    )
    .all();
  return new Map(rows.map(({ id, number }) => [id, number]));
}
