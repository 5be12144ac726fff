/** Heat maps of the predicted classes, and how they stood up to changes of their pictures. */
import { dirname, resolve } from 'node:path';
import { and, asc, eq, sql } from 'drizzle-orm';
import { DEFAULT_THRESHOLD, FAKE, type Label, REAL } from '#shared/domain/labels.ts';
import type { ImageId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { MapSetName } from './knock-outs.ts';
import { floatsOf } from './located-faces.ts';
import { bytesOf } from './raw-maps.ts';
import { repository, type StoreContext } from './repository.ts';
import { datasets, heatmapSets, heatmaps, images, predictions } from './schema.ts';
import { faithfulness } from './schema-analysis.ts';

/** A face with the map of its predicted class. */
export type MappedFace = {
  readonly imageId: ImageId;
  readonly file: string;
  readonly explainedClass: Label;
  /** rows x columns, raw. */
  readonly values: Float32Array;
};

export type MappedFaces = { readonly rows: number; readonly columns: number; readonly faces: readonly MappedFace[] };

export type Faithfulness = {
  readonly imageId: ImageId;
  /** Probabilities of the explained class along the curves. */
  readonly insertion: Float32Array;
  readonly deletion: Float32Array;
  readonly road: number;
  /** Areas and score of a map of random values. */
  readonly randomInsertion: number;
  readonly randomDeletion: number;
  readonly randomRoad: number;
};

export function createFaithfulnessRepository(context: StoreContext) {
  const { db } = context;
  const isSet = ({ evaluationId, method, layer }: MapSetName) =>
    and(eq(heatmapSets.evaluationId, evaluationId), eq(heatmapSets.method, method), eq(heatmapSets.layer, layer));
  const setOf = (name: MapSetName) => {
    const set = db.select().from(heatmapSets).where(isSet(name)).get();
    if (set !== undefined) return set;
    throw new AppError('not_found', `Test ${name.evaluationId} has no maps by ${name.method} at ${name.layer}.`, {
      hint: 'Make the heat maps first.',
    });
  };

  return repository(
    'faithfulness',
    {
      /** @throws not_found (no maps of that kind) */
      assertMapped: (name: MapSetName): void => void setOf(name),

      /** In the order of the images; faces whose map is empty are among them. @throws not_found (no maps of that kind) */
      mapped: (name: MapSetName): MappedFaces => {
        const { id, rows, columns } = setOf(name);
        const predicted = sql`case when ${predictions.score} >= ${DEFAULT_THRESHOLD} then ${FAKE} else ${REAL} end`;
        const faces = db
          .select({
            imageId: heatmaps.imageId,
            explainedClass: heatmaps.explainedClass,
            raw: heatmaps.raw,
            path: images.path,
            csvPath: datasets.csvPath,
            imagesFolder: datasets.imagesFolder,
          })
          .from(heatmaps)
          .innerJoin(
            predictions,
            and(eq(predictions.evaluationId, name.evaluationId), eq(predictions.imageId, heatmaps.imageId)),
          )
          .innerJoin(images, eq(images.id, heatmaps.imageId))
          .innerJoin(datasets, eq(datasets.id, images.datasetId))
          .where(and(eq(heatmaps.setId, id), sql`${heatmaps.explainedClass} = ${predicted}`))
          .orderBy(asc(heatmaps.imageId))
          .all()
          .map(({ imageId, explainedClass, raw, path, csvPath, imagesFolder }) => ({
            imageId,
            explainedClass,
            values: floatsOf(raw),
            file: resolve(imagesFolder ?? dirname(csvPath), path),
          }));
        return { rows, columns, faces };
      },

      /** One that is measured again replaces what it was. @throws not_found */
      record: (name: MapSetName, measured: readonly Faithfulness[]): void =>
        db.transaction(
          (tx) => {
            const { id: setId } = setOf(name);
            for (const { imageId, insertion, deletion, ...rest } of measured) {
              const row = { ...rest, insertion: bytesOf(insertion), deletion: bytesOf(deletion) };
              tx.insert(faithfulness)
                .values({ setId, imageId, ...row })
                .onConflictDoUpdate({ target: [faithfulness.setId, faithfulness.imageId], set: row })
                .run();
            }
          },
          { behavior: 'immediate' },
        ),

      /** In the order of the images. */
      list: (name: MapSetName): readonly Faithfulness[] =>
        db
          .select({ row: faithfulness })
          .from(faithfulness)
          .innerJoin(heatmapSets, eq(heatmapSets.id, faithfulness.setId))
          .where(isSet(name))
          .orderBy(asc(faithfulness.imageId))
          .all()
          .map(({ row: { setId: _setId, insertion, deletion, ...row } }) => ({
            ...row,
            insertion: floatsOf(insertion),
            deletion: floatsOf(deletion),
          })),
    },
    context,
  );
}
