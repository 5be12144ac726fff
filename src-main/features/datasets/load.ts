/** From a CSV to a data set in the store: read, every image decoded once, what is bad left out and listed. */
import path from 'node:path';
import type { CheckProgress, ImageFacts, ImagesClient } from '#main/images/client.ts';
import type { DatasetReading } from '#main/store/datasets.ts';
import type { FileCheck } from '#main/store/file-checks.ts';
import type { CuratedImage } from '#main/store/images.ts';
import type { Store } from '#main/store/open.ts';
import type { RevisionInForce } from '#main/store/revisions.ts';
import type { DatasetSummary } from '#shared/domain/records.ts';
import { type BadRow, type FaceTable, readFaceCsv } from './csv.ts';
import { checkFaces, type ExamineOptions, type Face } from './prepare.ts';
import { saveDataset } from './save.ts';

export type LoadDependencies = { readonly store: Store; readonly images: Pick<ImagesClient, 'check'> };

export type LoadOptions = {
  /** Goes on although more than 5 % of the rows are bad. */
  readonly allowBad: boolean;
  readonly onProgress?: (progress: CheckProgress) => void;
  readonly signal?: AbortSignal;
};

export type LoadedDataset = {
  readonly dataset: DatasetSummary;
  /** After revisions, without the excluded ones, in the order of their lines. */
  readonly images: readonly CuratedImage[];
  readonly revision: RevisionInForce;
  /** Left out, in the order of their lines. */
  readonly bad: readonly BadRow[];
  /** Rows that show the picture of an earlier row once more. */
  readonly duplicates: readonly BadRow[];
};

/** A CSV that the workspace knows is read as it was read last. @throws file_not_found, data_invalid naming line and reason, cancelled */
export async function loadDataset(
  csvPath: string,
  dependencies: LoadDependencies,
  options: LoadOptions,
): Promise<LoadedDataset> {
  const { store } = dependencies;
  const absolute = path.resolve(csvPath);
  const earlier = store.datasets.readingOfCsv(absolute);
  const table = await readFaceCsv(absolute, {
    earlierMapping: earlier?.mapping ?? null,
    imagesFolder: earlier?.imagesFolder ?? null,
  });
  const checked = await checkFaces(table, { ...examination(dependencies, options), allowBad: options.allowBad });
  const { signal } = options;
  const dataset = await saveDataset(store, datasetOf(table, checked), signal === undefined ? {} : { signal });
  return {
    dataset,
    images: store.images.included(dataset.id),
    revision: store.revisions.inForce(dataset.id),
    bad: checked.bad,
    duplicates: checked.duplicates,
  };
}

/** A check that remembers in the store what it decodes, and does not decode what the store remembers. */
export function examination(
  { store, images }: LoadDependencies,
  { onProgress, signal }: Pick<LoadOptions, 'onProgress' | 'signal'>,
): ExamineOptions {
  return {
    images,
    known: (file, version) => {
      const found = store.fileChecks.find(file, version);
      if (found?.kind !== 'ok') return null;
      const { kind: _kind, file: _file, ...facts } = found;
      return facts as ImageFacts; // an earlier check of the same kind wrote it
    },
    onChecked: (checks) => store.fileChecks.record(checks.filter((check) => check.kind === 'ok') satisfies FileCheck[]),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(signal === undefined ? {} : { signal }),
  };
}

/** What the store keeps of a table and its check; `name` null = the CSV's. */
export const datasetOf = (
  { csvPath, sha256, mapping, imagesFolder }: FaceTable & DatasetReading,
  { faces, bad }: { readonly faces: readonly Face[]; readonly bad: readonly BadRow[] },
  name: string | null = null,
) => ({
  name: name ?? path.basename(csvPath, path.extname(csvPath)),
  csvPath,
  csvSha256: sha256,
  mapping,
  imagesFolder,
  images: faces.map(imageOf),
  bad,
});

const imageOf = ({
  line,
  path,
  sha256,
  sizeBytes,
  width,
  height,
  format,
  label,
  split,
  group,
  source,
  metadata,
}: Face) => ({
  line,
  path,
  sha256,
  sizeBytes,
  width,
  height,
  format,
  label,
  split,
  group,
  source,
  metadata: { ...metadata },
});
