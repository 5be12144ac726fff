import { dirname, resolve } from 'node:path';
import type { Label } from '#shared/domain/labels.ts';
import type { DatasetId, DatasetImage, ImageId } from '#shared/domain/records.ts';
import { repository, type StoreContext } from './repository.ts';

/** What dividing a data set goes by, and what is shown of a face afterwards: a fifth of the time that whole records take. */
export type DivisionRow = {
  readonly id: ImageId;
  readonly line: number;
  /** As it stands in the CSV. */
  readonly path: string;
  /** After revisions, as is `split`. */
  readonly label: Label;
  readonly split: DatasetImage['split'];
  readonly group: string | null;
};

export function createDivisionRowsRepository(context: StoreContext) {
  const { db } = context;
  const rows = db.$client.prepare<[DatasetId], DivisionRow>(`
    select images.id, images.line, images.path, images.group_name as "group",
      coalesce(state.label, images.label) as label, coalesce(state.split, images.split) as split
    from images left join image_states as state on state.image_id = images.id
    where images.dataset_id = ? and coalesce(state.is_excluded, 0) = 0
    order by images.line`);
  const place = db.$client.prepare<[DatasetId], { csvPath: string; imagesFolder: string | null }>(
    'select csv_path as csvPath, images_folder as imagesFolder from datasets where id = ?',
  );

  return repository(
    'divisionRows',
    {
      /** Of what is included, in the order of their lines. */
      list: (datasetId: DatasetId): readonly DivisionRow[] => rows.all(datasetId),

      /** Where the images of a data set lie: a path of its CSV to an absolute one. */
      fileOf: (datasetId: DatasetId): ((path: string) => string) => {
        const found = place.get(datasetId);
        const folder = found === undefined ? '' : (found.imagesFolder ?? dirname(found.csvPath));
        return (path) => resolve(folder, path);
      },
    },
    context,
  );
}
