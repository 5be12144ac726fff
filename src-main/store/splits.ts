import { createHash } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import type { ImageId } from '#shared/domain/records.ts';
import type { StoreContext } from './repository.ts';
import { splitFaces, splits } from './schema.ts';

/** The images that train and those that validate, each in the order of their data set. */
export type RunFaces = { readonly train: readonly ImageId[]; readonly valid: readonly ImageId[] };

const SIDES = ['train', 'valid'] as const;

/** The id of the split with these faces, which is made where there is none. Within the caller's transaction. */
export function saveSplit({ db }: StoreContext, faces: RunFaces): number {
  const sorted = { train: faces.train.toSorted((a, b) => a - b), valid: faces.valid.toSorted((a, b) => a - b) };
  const sha256 = createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
  const known = db.select({ id: splits.id }).from(splits).where(eq(splits.sha256, sha256)).get();
  if (known !== undefined) return known.id;
  const { id } = db
    .insert(splits)
    .values({ sha256, trainCount: faces.train.length, validCount: faces.valid.length })
    .returning({ id: splits.id })
    .get();
  const insert = db.$client.prepare('insert into split_faces (split_id, image_id, side) values (?, ?, ?)');
  for (const side of SIDES) for (const imageId of sorted[side]) insert.run(id, imageId, side);
  return id;
}

export function readSplit({ db }: StoreContext, splitId: number): RunFaces {
  const side = (name: (typeof SIDES)[number]) =>
    db
      .select({ imageId: splitFaces.imageId })
      .from(splitFaces)
      .where(and(eq(splitFaces.splitId, splitId), eq(splitFaces.side, name)))
      .orderBy(asc(splitFaces.imageId))
      .all()
      .map((row) => row.imageId);
  return { train: side('train'), valid: side('valid') };
}
