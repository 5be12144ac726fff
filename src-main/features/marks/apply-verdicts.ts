/** Verdicts become a revision of their data set: what is wrong with the data is put right, what is wrong with the model stays. */
import type { PendingVerdict } from '#main/store/marks.ts';
import type { Store } from '#main/store/open.ts';
import type { ImageChange } from '#main/store/revisions.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import type { DatasetId, ImageId } from '#shared/domain/records.ts';
import type { Reviser } from '../curation/revise.ts';
import type { EventBus } from '../events/bus.ts';
import type { GalleryLists } from '../predictions/gallery-lists.ts';

export type ApplyDependencies = {
  readonly store: Store;
  readonly events: EventBus;
  readonly lists: GalleryLists;
  readonly revise: Reviser;
};

export type Application = { readonly datasetId: DatasetId; readonly excludesAmbiguous: boolean };

export function createVerdictApplier({ store, events, lists, revise }: ApplyDependencies) {
  /** Undo takes the revision back, and the verdicts wait for one again. @throws data_invalid (nothing would change), not_found */
  return ({ datasetId, excludesAmbiguous }: Application): { revision: number; changedCount: number } => {
    const pending = store.marks.pending(datasetId);
    const { relabelled, excluded } = {
      relabelled: pending.filter(isRelabelled),
      excluded: pending.filter(isExcluded(excludesAmbiguous)),
    };
    const judged = [...relabelled, ...excluded].map(({ imageId }) => imageId);
    const changes: { readonly imageIds: readonly ImageId[]; readonly change: ImageChange }[] = [
      ...([REAL, FAKE] as const).map((label) => ({
        imageIds: relabelled.filter((face) => face.label !== label && !face.isDone).map(({ imageId }) => imageId),
        change: { kind: 'relabel', label } as const,
      })),
      { imageIds: excluded.map(({ imageId }) => imageId), change: { kind: 'exclude' } },
    ];
    const inRevision = (revision: number | null) => {
      store.marks.setRevision(judged, revision);
      lists.forgetMarked();
      events.publish({ topic: 'marks.changed' });
    };
    return revise(
      { datasetId, title: (count) => `Put right ${faces(count)} by verdicts`, changes },
      'Nothing would change: no verdict says that a label is wrong or a face is to be left out, or the data set is as they say already.',
      { alongside: inRevision },
    );
  };
}

const isRelabelled = ({ verdict }: PendingVerdict) => verdict === 'label-wrong';
const isExcluded =
  (withAmbiguous: boolean) =>
  ({ verdict }: PendingVerdict) =>
    verdict === 'bad-crop' || (withAmbiguous && verdict === 'ambiguous');

const faces = (count: number) => `${count.toLocaleString('en-US')} ${count === 1 ? 'face' : 'faces'}`;
