/** What revisions make of an image, in SQL: the CSV's own value stands wherever no revision that counts says otherwise. */
import { eq, type SQL, sql } from 'drizzle-orm';
import type { Label } from '#shared/domain/labels.ts';
import type { DatasetImage } from '#shared/domain/records.ts';
import { images } from './schema.ts';
import { imageStates } from './schema-curation.ts';

/** `image_states` joined from the left. */
export const stateOfImage = eq(imageStates.imageId, images.id);

export const effective = {
  label: sql<Label>`coalesce(${imageStates.label}, ${images.label})`,
  split: sql<DatasetImage['split']>`coalesce(${imageStates.split}, ${images.split})`,
  isExcluded: sql<0 | 1>`coalesce(${imageStates.isExcluded}, 0)`,
} as const satisfies Readonly<Record<string, SQL>>;
