/** Which faces train and which validate, as the configuration says. */
import path from 'node:path';
import type { CuratedImage, StoredImage } from '#main/store/images.ts';
import type { RevisionInForce } from '#main/store/revisions.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import type { DatasetSummary } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { BadRow } from '../datasets/csv.ts';
import { type LoadDependencies, type LoadedDataset, type LoadOptions, loadDataset } from '../datasets/load.ts';
import { randomSplit, type SplitRow } from '../datasets/split.ts';

export type FaceSplit = {
  readonly dataset: DatasetSummary;
  /** Of that data set: labels and splits are as it has them, and what it excludes is left out. */
  readonly revision: RevisionInForce;
  readonly train: readonly CuratedImage[];
  readonly valid: readonly CuratedImage[];
  /** Of all CSVs, left out. */
  readonly bad: readonly (BadRow & { readonly csvPath: string })[];
  readonly duplicates: number;
  /** Null where the CSVs say what is for validation. */
  readonly splitSeed: number | null;
};

/** Which of the faces train and which validate. */
export type Division<Image extends SplitRow = StoredImage> = Pick<FaceSplit, 'splitSeed'> & {
  readonly train: readonly Image[];
  readonly valid: readonly Image[];
};

/** @throws config_invalid (no training CSV, nothing says what validates), and what loading and splitting throw */
export async function splitFaces(
  config: ExperimentConfig,
  dependencies: LoadDependencies,
  options: LoadOptions,
): Promise<FaceSplit> {
  const { data } = config;
  if (data.train === '') {
    throw new AppError('config_invalid', '`data.train` is empty: there is nothing to train on.', {
      hint: 'Set it in the configuration, or with --set data.train=faces.csv; `facet synth` makes faces to try with.',
    });
  }
  const own = await loadDataset(data.train, dependencies, options);
  const other = data.valid === '' ? null : await loadDataset(data.valid, dependencies, options);
  const badOf = ({ dataset, bad }: LoadedDataset) => bad.map((row) => ({ ...row, csvPath: dataset.csvPath }));
  return {
    dataset: own.dataset,
    revision: own.revision,
    duplicates: own.duplicates.length,
    bad: [own, ...(other === null ? [] : [other])].flatMap(badOf),
    ...divideFaces(config, { own: own.images, other: other?.images ?? null }),
  };
}

/**
 * `own` are the faces of data.train, `other` those of data.valid, where that is named; both without what is left out.
 * @throws config_invalid (nothing says what validates), and what splitting throws
 */
export function divideFaces<Image extends SplitRow>(
  { data, seed }: ExperimentConfig,
  { own, other }: { readonly own: readonly Image[]; readonly other: readonly Image[] | null },
): Division<Image> {
  if (other !== null) {
    const train = own.filter((image) => image.split === null || image.split === 'train');
    return { train, valid: other, splitSeed: null };
  }
  const pick = (positions: readonly number[]) => positions.map((position) => own[position] as Image); // positions of these images
  if (data.random_split) {
    const split = randomSplit(own, { proportion: data.test_proportions, seed });
    return { train: pick(split.train), valid: pick(split.valid), splitSeed: seed };
  }
  const valid = own.filter((image) => image.split === 'valid');
  if (valid.length === 0) {
    throw new AppError(
      'config_invalid',
      `Nothing says which faces of ${path.basename(data.train)} are for validation.`,
      {
        hint: 'Set data.random_split: True, name a data.valid, or give the CSV a column `split` with train and valid.',
      },
    );
  }
  return { train: own.filter((image) => image.split === 'train'), valid, splitSeed: null };
}
