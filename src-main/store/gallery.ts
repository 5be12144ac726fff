/** A test's predictions as a gallery shows them. */
import { sql } from 'drizzle-orm';
import { GalleryFace } from '#shared/contract/predictions.ts';
import type { CamMethod } from '#shared/domain/explanations.ts';
import type { Label } from '#shared/domain/labels.ts';
import { outcomeOf } from '#shared/domain/outcomes.ts';
import type { DatasetId, EvaluationId, ImageId } from '#shared/domain/records.ts';
import { effective, stateOfImage } from './effective.ts';
import {
  type FacetQuery,
  facetValues,
  type GalleryIdsQuery,
  galleryIds,
  outcomeCounts,
  prepared,
  scoreHistogram,
} from './gallery-queries.ts';
import type { GalleryWhich } from './gallery-where.ts';
import { repository, type StoreContext } from './repository.ts';
import { heatmapSets, heatmaps, images, predictions } from './schema.ts';
import { pictureNotes, pictureTags, verdicts } from './schema-analysis.ts';
import { imageStates } from './schema-curation.ts';

export type GalleryFacesQuery = {
  readonly evaluationId: EvaluationId;
  readonly threshold: number;
  readonly map: { readonly method: CamMethod; readonly layer: string } | null;
};

/** What a set's rows can be told apart by. */
export type DatasetFields = {
  readonly metadataColumns: readonly string[];
  readonly hasGroups: boolean;
  readonly hasSources: boolean;
};

export function createGalleryRepository(context: StoreContext) {
  const { db } = context;
  const fields = new Map<DatasetId, DatasetFields>();

  return repository(
    'gallery',
    {
      ids: (query: GalleryIdsQuery): readonly ImageId[] => galleryIds(db, query),
      counts: (which: GalleryWhich) => outcomeCounts(db, which),
      histogram: (which: GalleryWhich) => scoreHistogram(db, which),
      facet: (query: FacetQuery) => facetValues(db, query),

      /** In the order of the ids; one that the test did not see is left out. */
      faces: (ids: readonly ImageId[], { evaluationId, threshold, map }: GalleryFacesQuery): readonly GalleryFace[] => {
        const { statement, params } = prepared<FaceRow>(db, facesQuery(ids, { evaluationId, map }));
        const found = new Map(statement.all(...params).map((row) => [row.imageId, row]));
        return ids.flatMap((id) => {
          const row = found.get(id);
          return row === undefined ? [] : [toFace(row, threshold)];
        });
      },

      /** Rows never change: looked for once. */
      fieldsOf: (id: DatasetId): DatasetFields => {
        const known = fields.get(id);
        if (known !== undefined) return known;
        const read = readFields(context, id);
        fields.set(id, read);
        return read;
      },
    },
    context,
  );
}

type FaceRow = {
  readonly imageId: ImageId;
  readonly label: Label;
  readonly score: number;
  readonly tags: string;
  readonly hasNote: 0 | 1;
  readonly labelNow: Label;
  readonly isExcluded: 0 | 1;
  readonly hasMap: 0 | 1;
};

const toFace = (row: FaceRow, threshold: number): GalleryFace =>
  GalleryFace.parse({
    ...row,
    outcome: outcomeOf(row, threshold),
    tags: JSON.parse(row.tags),
    hasNote: row.hasNote === 1,
    labelNow: row.labelNow === row.label ? null : row.labelNow,
    isExcluded: row.isExcluded === 1,
    hasMap: row.hasMap === 1,
  });

function facesQuery(ids: readonly ImageId[], { evaluationId, map }: Pick<GalleryFacesQuery, 'evaluationId' | 'map'>) {
  const picture = predictions.pictureId;
  const hasMap =
    map === null
      ? sql`0`
      : sql`exists (select 1 from ${heatmaps} where ${heatmaps.imageId} = ${predictions.imageId}
          and ${heatmaps.explainedClass} = (${predictions.score} < 0.5) and ${heatmaps.setId} = (
          select ${heatmapSets.id} from ${heatmapSets} where ${heatmapSets.evaluationId} = ${evaluationId}
            and ${heatmapSets.method} = ${map.method} and ${heatmapSets.layer} = ${map.layer}))`;
  return sql`
    select ${predictions.imageId} as imageId, ${picture} as pictureId, ${images.line} as line, ${images.path} as path,
      ${predictions.label} as label, ${predictions.score} as score, ${predictions.loss} as loss,
      (select json_group_array(tag) from (select ${pictureTags.tag} as tag from ${pictureTags}
        where ${pictureTags.pictureId} = ${picture} order by 1)) as tags,
      exists (select 1 from ${pictureNotes} where ${pictureNotes.pictureId} = ${picture}) as hasNote,
      (select ${verdicts.verdict} from ${verdicts} where ${verdicts.imageId} = ${predictions.imageId}) as verdict,
      ${effective.label} as labelNow, ${effective.isExcluded} as isExcluded, ${hasMap} as hasMap
    from json_each(${JSON.stringify(ids)}) as wanted
      cross join ${predictions} on ${predictions.evaluationId} = ${evaluationId} and ${predictions.imageId} = wanted.value
      cross join ${images} on ${images.id} = ${predictions.imageId}
      left join ${imageStates} on ${stateOfImage}`;
}

function readFields({ db }: StoreContext, id: DatasetId): DatasetFields {
  const first = (what: string) =>
    db.$client.prepare<[DatasetId], unknown>(`select 1 from images where dataset_id = ? and ${what} limit 1`).get(id);
  const metadata = db.$client
    .prepare<[DatasetId], string>('select metadata from images where dataset_id = ? order by line limit 1')
    .pluck()
    .get(id);
  return {
    metadataColumns: Object.keys(JSON.parse(metadata ?? '{}') as object), // as it was written
    hasGroups: first('group_name is not null') !== undefined,
    hasSources: first('source is not null') !== undefined,
  };
}
