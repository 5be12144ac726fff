import { createHash } from 'node:crypto';
import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { Label } from '#shared/domain/labels.ts';
import type { ImageId } from '#shared/domain/records.ts';
import type { StoreContext } from './repository.ts';
import { splitFaces, splits } from './schema.ts';

/** The images that train and those that validate, each in the order of their data set. */
export type RunFaces = {
  readonly train: readonly ImageId[];
  readonly valid: readonly ImageId[];
  /** Labels that were otherwise than in the CSV when the run began; absent = none were. */
  readonly relabelled?: ReadonlyMap<ImageId, Label>;
};

const SIDES = ['train', 'valid'] as const;

/** The id of the split with these faces and labels, which is made where there is none. Within the caller's transaction. */
export function saveSplit({ db }: StoreContext, faces: RunFaces): number {
  const sorted = { train: faces.train.toSorted(byId), valid: faces.valid.toSorted(byId) };
  const labels = faces.relabelled ?? new Map<ImageId, Label>();
  const said = labels.size === 0 ? sorted : { ...sorted, labels: [...labels].sort(([a], [b]) => byId(a, b)) };
  const sha256 = createHash('sha256').update(JSON.stringify(said)).digest('hex');
  const known = db.select({ id: splits.id }).from(splits).where(eq(splits.sha256, sha256)).get();
  if (known !== undefined) return known.id;
  const { id } = db
    .insert(splits)
    .values({ sha256, trainCount: faces.train.length, validCount: faces.valid.length })
    .returning({ id: splits.id })
    .get();
  const insert = db.$client.prepare('insert into split_faces (split_id, image_id, side, label) values (?, ?, ?, ?)');
  for (const side of SIDES)
    for (const imageId of sorted[side]) insert.run(id, imageId, side, labels.get(imageId) ?? null);
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
  const relabelled = db
    .select({ imageId: splitFaces.imageId, label: splitFaces.label })
    .from(splitFaces)
    .where(and(eq(splitFaces.splitId, splitId), isNotNull(splitFaces.label)))
    .all()
    .map(({ imageId, label }) => [imageId, label as Label] as const); // not null, as asked for
  const faces = { train: side('train'), valid: side('valid') };
  return relabelled.length === 0 ? faces : { ...faces, relabelled: new Map(relabelled) };
}

const byId = (a: ImageId, b: ImageId) => a - b;
