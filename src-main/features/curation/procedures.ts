/** Faces of a data set: browsed, relabelled, excluded, divided, audited. The CSV stays as it is: every change is a revision over it. */
import type { ImagesClient } from '#main/images/client.ts';
import type { Store } from '#main/store/open.ts';
import type { ClassBalance, FaceDetail, SplitName, SplitPlan } from '#shared/contract/datasets.ts';
import { REAL } from '#shared/domain/labels.ts';
import type { DatasetId, ImageId } from '#shared/domain/records.ts';
import type { EventBus } from '../events/bus.ts';
import type { JobRegistry } from '../jobs/registry.ts';
import { os } from '../procedures.ts';
import { createAuditService } from './audit/service.ts';
import type { FacePages } from './face-pages.ts';
import { type Reviser, titleOf, unchangedBy } from './revise.ts';
import { planSplit } from './split-plan.ts';

export type CurationDependencies = {
  readonly store: Store;
  readonly images: Pick<ImagesClient, 'measure' | 'warm'>;
  readonly events: EventBus;
  readonly jobs: JobRegistry;
  readonly clock: () => number;
  readonly pages: FacePages;
  /** Forgets the pages' lists with each change. */
  readonly revise: Reviser;
};

export function createCurationProcedures(dependencies: CurationDependencies) {
  const { store, images, pages, revise } = dependencies;
  const { datasets } = os;
  const audits = createAuditService({ ...dependencies, onMeasured: pages.forget });

  return {
    faces: datasets.faces.handler(({ input }) => {
      images.warm(); // their pictures are asked for next
      return pages.page(input, input);
    }),
    faceIds: datasets.faceIds.handler(({ input: { offset, limit, ...order } }) =>
      pages.ids(order).slice(offset, offset + limit),
    ),
    facePlace: datasets.facePlace.handler(({ input: { imageId, ...order } }) => pages.place(order, imageId)),
    face: datasets.face.handler(({ input }) => faceDetail(store, input.imageId)),
    revise: datasets.revise.handler(({ input: { datasetId, selection, change } }) => {
      const imageIds =
        'imageIds' in selection
          ? selection.imageIds
          : pages.ids({ datasetId, filter: selection.filter, sort: 'line', isDescending: false });
      return revise(
        { datasetId, title: titleOf(change), changes: [{ imageIds, change }] },
        unchangedBy(change, imageIds.length),
      );
    }),
    revisions: datasets.revisions.handler(({ input }) => [...store.revisions.list(input.datasetId)]),
    previewSplit: datasets.previewSplit.handler(({ input }) => previewSplit(store, input.datasetId, input.plan)),
    applySplit: datasets.applySplit.handler(({ input: { datasetId, plan } }) => {
      const { rows, sides } = dealt(store, datasetId, plan);
      const changes = SIDES.map((split) => ({
        imageIds: rows.filter((_, i) => sides[i] === split).map(({ id }) => id),
        change: { kind: 'split', split } as const,
      }));
      return revise(
        { datasetId, title: () => titleOfPlan(plan), changes },
        'Nothing would change: the faces are divided like this already.',
      );
    }),
    audit: datasets.audit.handler(({ input }) => ({ jobId: audits.start(input.datasetId) })),
    auditReport: datasets.auditReport.handler(({ input }) => audits.report(input.datasetId)),
  };
}

/** @throws not_found */
function faceDetail(store: Store, imageId: ImageId): FaceDetail {
  const { datasetId, file, sha256, metadata } = store.images.get(imageId);
  const [face] = store.images.faces([imageId]);
  const found = store.pictureMeasures.find(sha256);
  const history = [...store.revisions.ofImage(imageId)];
  const measures = found && {
    jpegQuality: found.jpegQuality,
    brightness: found.brightness,
    contrast: found.contrast,
    sharpness: found.sharpness,
  };
  return { ...(face as NonNullable<typeof face>), datasetId, file, sha256, metadata, measures, history }; // get() found it
}

const SIDES: readonly SplitName[] = ['train', 'valid', 'test'];

function dealt(store: Store, datasetId: DatasetId, plan: SplitPlan) {
  store.datasets.get(datasetId);
  const rows = store.images.splitRows(datasetId);
  return { rows, sides: planSplit(rows, plan) };
}

function previewSplit(store: Store, datasetId: DatasetId, plan: SplitPlan) {
  const { rows, sides } = dealt(store, datasetId, plan);
  const none = () => ({ train: 0, valid: 0, test: 0, none: 0 });
  const balance: ClassBalance = { real: none(), fake: none() };
  const groups = new Set<string>();
  for (const [i, { label, group, isExcluded }] of rows.entries()) {
    if (isExcluded) continue;
    balance[label === REAL ? 'real' : 'fake'][sides[i] ?? 'none'] += 1;
    if (group !== null) groups.add(group);
  }
  return { balance, groupCount: groups.size };
}

const percent = (share: number) => `${Math.round(1000 * share) / 10} %`;

function titleOfPlan({ validShare, testShare, seed, keepsGiven }: SplitPlan): string {
  const shares = `${percent(1 - validShare - testShare)} train, ${percent(validShare)} valid, ${percent(testShare)} test`;
  return `Divide into ${shares} (seed ${seed}${keepsGiven ? ', given splits kept' : ''})`;
}
