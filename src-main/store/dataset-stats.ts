/** What a data set holds after its revisions, in numbers; excluded faces do not count. */
import { asc, eq } from 'drizzle-orm';
import type { Label } from '#shared/domain/labels.ts';
import type { DatasetId, DatasetImage } from '#shared/domain/records.ts';
import { repository, type StoreContext } from './repository.ts';
import { images } from './schema.ts';

export type ClassCount = { readonly label: Label; readonly count: number };

export type DatasetStats = {
  readonly splits: readonly (ClassCount & { readonly split: DatasetImage['split'] })[];
  readonly formats: readonly (ClassCount & { readonly name: string })[];
  readonly sizes: readonly (ClassCount & { readonly width: number; readonly height: number })[];
  /** Of images that have one. */
  readonly sources: readonly (ClassCount & { readonly name: string })[];
  readonly groupCount: number;
  /** The CSV's columns without a meaning, in their order. */
  readonly metadataColumns: readonly string[];
};

/** `i` are the images that count, `s` what revisions made of them. */
const INCLUDED = `
  from images i left join image_states s on s.image_id = i.id
  where i.dataset_id = ? and coalesce(s.is_excluded, 0) = 0`;

const KEPT = 20;

export function createDatasetStatsRepository(context: StoreContext) {
  const { db } = context;
  const known = new Map<DatasetId, { readonly version: string; readonly stats: DatasetStats }>();

  /** Images never change; what revisions make of them changes with these. */
  const versionOf = (id: DatasetId): string =>
    db.$client
      .prepare<[DatasetId], string | null>(
        "select group_concat(id || ':' || is_undone) from (select id, is_undone from revisions where dataset_id = ? order by id)",
      )
      .pluck()
      .get(id) ?? '';

  /** One row for each combination of the columns ("i.format as name") and the class. */
  const countedBy = <T>(columns: string, id: DatasetId, isWanted = 'true') =>
    db.$client
      .prepare<[DatasetId], ClassCount & T>(
        `select ${columns}, coalesce(s.label, i.label) as label, count(*) as count ${INCLUDED} and ${isWanted}
         group by ${groupKeys(columns)}, coalesce(s.label, i.label)`,
      )
      .all(id);

  const read = (id: DatasetId): DatasetStats => ({
    splits: countedBy('coalesce(s.split, i.split) as split', id),
    formats: countedBy('i.format as name', id),
    sizes: countedBy('i.width as width, i.height as height', id),
    sources: countedBy('i.source as name', id, 'i.source is not null'),
    groupCount: Number(db.$client.prepare(`select count(distinct i.group_name) ${INCLUDED}`).pluck().get(id)),
    metadataColumns: metadataColumns(id),
  });

  const metadataColumns = (id: DatasetId): readonly string[] => {
    const first = db
      .select({ metadata: images.metadata })
      .from(images)
      .where(eq(images.datasetId, id))
      .orderBy(asc(images.line))
      .limit(1)
      .get();
    return Object.keys(first?.metadata ?? {});
  };

  return repository(
    'datasetStats',
    {
      /** Counted once for each state of its revisions: of 100,000 images that takes a moment. */
      of: (id: DatasetId): DatasetStats => {
        const version = versionOf(id);
        const earlier = known.get(id);
        if (earlier?.version === version) return earlier.stats;
        const stats = read(id);
        known.delete(id);
        known.set(id, { version, stats });
        const [oldest] = known.keys();
        if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
        return stats;
      },
    },
    context,
  );
}

/** Without their names: an output's name that is a column's as well would mean the column. */
const groupKeys = (columns: string) => columns.replaceAll(/ as \w+/g, '');
