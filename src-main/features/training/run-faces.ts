/** The faces of a run with the labels that it began with, into the store and out of it: later revisions change neither. */
import type { CuratedImage } from '#main/store/images.ts';
import type { Store } from '#main/store/open.ts';
import type { RunFaces } from '#main/store/splits.ts';
import type { ImageId, RunId } from '#shared/domain/records.ts';

type Faces = { readonly train: readonly CuratedImage[]; readonly valid: readonly CuratedImage[] };

export function runFacesOf({ train, valid }: Faces): RunFaces {
  const relabelled = [...train, ...valid].filter(({ label, csvLabel }) => label !== csvLabel);
  return {
    train: train.map(({ id }) => id),
    valid: valid.map(({ id }) => id),
    ...(relabelled.length === 0 ? {} : { relabelled: new Map(relabelled.map(({ id, label }) => [id, label])) }),
  };
}

/** @throws not_found */
export function facesOfRun({ runs, images }: Pick<Store, 'runs' | 'images'>, runId: RunId): Faces {
  const { train, valid, relabelled } = runs.faces(runId);
  const imageOf = (id: ImageId): CuratedImage => {
    const image = images.get(id);
    return { ...image, csvLabel: image.label, label: relabelled?.get(id) ?? image.label };
  };
  return { train: train.map(imageOf), valid: valid.map(imageOf) };
}
