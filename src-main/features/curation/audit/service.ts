/** Looks for what a classifier could learn instead of faces: numbers about files, copies across splits, groups in several splits. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventBus } from '#main/features/events/bus.ts';
import type { JobHandle, JobRegistry } from '#main/features/jobs/registry.ts';
import type { ImagesClient, MeasuredFile } from '#main/images/client.ts';
import type { StoredAudit } from '#main/store/audits.ts';
import type { AuditedImage, UnmeasuredPicture } from '#main/store/images.ts';
import type { Store } from '#main/store/open.ts';
import type { AuditReport } from '#shared/contract/datasets.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import type { DatasetId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import { inSlices } from '../in-slices.ts';
import { probeFiles, setAgainstLabel } from './measures.ts';
import { findPairs } from './pairs.ts';

export type AuditDependencies = {
  readonly store: Store;
  readonly images: Pick<ImagesClient, 'measure'>;
  readonly events: EventBus;
  readonly jobs: JobRegistry;
  readonly clock: () => number;
  /** Called when pictures have been measured: orders by brightness and the like are others now. */
  readonly onMeasured: () => void;
};

/** Measured and stored together: what was measured before a stop is not measured again. */
const PICTURES_AT_ONCE = 256;
const ROWS_AT_ONCE = 2_000;
const MOST_GROUPS_NAMED = 20;

export function createAuditService(dependencies: AuditDependencies) {
  const { store, events, jobs, clock, onMeasured } = dependencies;
  const running = new Map<DatasetId, JobId>();

  const audit = async (datasetId: DatasetId, job: JobHandle): Promise<void> => {
    await measure(dependencies, { pictures: store.images.unmeasured(datasetId), job });
    onMeasured();
    const images = await readAll(store, datasetId, job.signal);
    if (images.length === 0)
      throw new AppError('data_invalid', 'There is no face to look at: all are excluded.', {
        hint: 'Include some again, or undo the change that excluded them.',
      });
    const measures = await inSlices(setAgainstLabel(images), job.signal);
    const probe = await inSlices(probeFiles(images), job.signal);
    const pairs = await inSlices(findPairs(images), job.signal);
    const report: StoredAudit = {
      datasetId,
      revision: store.revisions.inForce(datasetId).number,
      createdAtMs: clock(),
      imageCount: images.length,
      unmeasuredCount: images.filter((image) => image.measures === null).length,
      measures,
      probe,
      ...sharedGroups(images),
      ...pairs,
    };
    store.audits.save(report);
    events.publish({ topic: 'dataset.changed', datasetId });
  };

  return {
    /** One at a time for each data set. @throws not_found */
    start: (datasetId: DatasetId): JobId => {
      const { name } = store.datasets.get(datasetId);
      const known = running.get(datasetId);
      if (known !== undefined) return known;
      const { jobId } = jobs.start({
        kind: 'audit',
        title: `Checking ${name} for shortcuts`,
        link: `/datasets/${datasetId}?tab=audit`,
        stopLabel: 'Stop the check',
        run: (job) => audit(datasetId, job).finally(() => running.delete(datasetId)),
      });
      running.set(datasetId, jobId);
      return jobId;
    },

    /** The newest one, with labels, splits and exclusions as they are now. */
    report: (datasetId: DatasetId): AuditReport | null => {
      const stored = store.audits.find(datasetId);
      return stored === null ? null : { ...stored, pairs: pairsOf(store, stored) };
    },
  };
}

async function measure(
  { store, images }: AuditDependencies,
  { pictures, job }: { readonly pictures: readonly UnmeasuredPicture[]; readonly job: JobHandle },
): Promise<void> {
  const total = pictures.length;
  job.report({ done: 0, total, unit: 'images' });
  for (let first = 0; first < total; first += PICTURES_AT_ONCE) {
    const part = pictures.slice(first, first + PICTURES_AT_ONCE);
    const measured = await images.measure(part, {
      signal: job.signal,
      onProgress: ({ done }) => job.report({ done: first + done, total, unit: 'images' }),
    });
    store.pictureMeasures.record(
      measured.flatMap((result: MeasuredFile, i) =>
        result.kind === 'ok' ? [{ sha256: (part[i] as UnmeasuredPicture).sha256, ...result.measures }] : [],
      ),
    );
  }
}

/** In pieces, so that pages are answered in between. */
async function readAll(store: Store, datasetId: DatasetId, signal: AbortSignal): Promise<readonly AuditedImage[]> {
  const images: AuditedImage[] = [];
  for (;;) {
    const piece = store.images.audited(datasetId, { afterLine: images.at(-1)?.line ?? 0, limit: ROWS_AT_ONCE });
    images.push(...piece);
    if (piece.length < ROWS_AT_ONCE) return images;
    await nextTurn();
    if (signal.aborted) throw new AppError('cancelled', 'The audit was stopped.');
  }
}

function sharedGroups(images: readonly AuditedImage[]): Pick<StoredAudit, 'sharedGroupCount' | 'sharedGroups'> {
  const splitsOf = new Map<string, Set<string>>();
  for (const { group, split } of images)
    if (group !== null && split !== null) splitsOf.set(group, (splitsOf.get(group) ?? new Set()).add(split));
  const shared = [...splitsOf].filter(([, splits]) => splits.size > 1).map(([group]) => group);
  return { sharedGroupCount: shared.length, sharedGroups: shared.slice(0, MOST_GROUPS_NAMED) };
}

function pairsOf(store: Store, { pairs }: StoredAudit): AuditReport['pairs'] {
  const ids = [...new Set(pairs.flatMap(({ first, second }) => [first, second]))];
  const faces = new Map(store.images.faces(ids).map((face) => [face.id, face]));
  return pairs.flatMap(({ first: firstId, second: secondId, distance, isExact }) => {
    const [first, second] = [faces.get(firstId), faces.get(secondId)];
    if (first === undefined || second === undefined) return [];
    const crossesSplits = first.split !== null && second.split !== null && first.split !== second.split;
    return [{ first, second, distance, isExact, crossesSplits, hasOtherLabel: first.label !== second.label }];
  });
}
