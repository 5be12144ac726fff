/** From a CSV to a data set in the store: read, every image decoded once, what is bad left out and listed. */
import path from 'node:path';
import type { CheckProgress, ImageFacts, ImagesClient } from '#main/images/client.ts';
import type { StoredImage } from '#main/store/images.ts';
import type { Store } from '#main/store/open.ts';
import type { DatasetSummary } from '#shared/domain/records.ts';
import { type BadRow, readFaceCsv } from './csv.ts';
import { checkFaces, type Face } from './prepare.ts';

export type LoadDependencies = { readonly store: Store; readonly images: Pick<ImagesClient, 'check'> };

export type LoadOptions = {
  /** Goes on although more than 5 % of the rows are bad. */
  readonly allowBad: boolean;
  readonly onProgress?: (progress: CheckProgress) => void;
  readonly signal?: AbortSignal;
};

export type LoadedDataset = {
  readonly dataset: DatasetSummary;
  /** In the order of their lines. */
  readonly images: readonly StoredImage[];
  /** Left out, in the order of their lines. */
  readonly bad: readonly BadRow[];
  /** Rows that show the picture of an earlier row once more. */
  readonly duplicates: readonly BadRow[];
};

/** @throws file_not_found, data_invalid naming line and reason, cancelled */
export async function loadDataset(
  csvPath: string,
  { store, images }: LoadDependencies,
  options: LoadOptions,
): Promise<LoadedDataset> {
  const table = await readFaceCsv(path.resolve(csvPath));
  const { faces, bad, duplicates } = await checkFaces(table, {
    images,
    allowBad: options.allowBad,
    known: (file, version) => {
      const found = store.fileChecks.find(file, version);
      if (found?.kind !== 'ok') return null;
      const { kind: _kind, file: _file, ...facts } = found;
      return facts as ImageFacts; // an earlier check of the same kind wrote it
    },
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  store.fileChecks.record(
    faces.map(({ file, sha256, width, height, format, sizeBytes, mtimeMs }) => ({
      kind: 'ok',
      file,
      sha256,
      width,
      height,
      format,
      sizeBytes,
      mtimeMs,
    })),
  );
  const dataset = store.datasets.save({
    name: path.basename(table.csvPath, path.extname(table.csvPath)),
    csvPath: table.csvPath,
    csvSha256: table.sha256,
    badCount: bad.length,
    images: faces.map(imageOf),
  });
  return { dataset, images: store.images.list(dataset.id), bad, duplicates };
}

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
