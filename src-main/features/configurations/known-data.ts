/** What the workspace knows of the faces that a configuration names, without decoding any. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { DivisionRow } from '#main/store/division-rows.ts';
import type { Store } from '#main/store/open.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import { REAL } from '#shared/domain/labels.ts';
import type { DatasetSummary } from '#shared/domain/records.ts';
import { openCsv } from '../datasets/csv-file.ts';
import { type Division, divideFaces } from '../training/split-faces.ts';

/** A CSV as it lies there now. `changed`: it is in the workspace, and was another then. */
export type KnownCsv =
  | { readonly kind: 'known'; readonly dataset: DatasetSummary }
  | { readonly kind: 'changed'; readonly dataset: DatasetSummary }
  | { readonly kind: 'unknown' };

/** @throws file_not_found, file_invalid */
export async function findCsv(store: Pick<Store, 'datasets'>, csvPath: string): Promise<KnownCsv> {
  const absolute = path.resolve(csvPath);
  const sha256 = await hashOf(absolute);
  const ofPath = store.datasets.list().filter((dataset) => dataset.csvPath === absolute);
  const same = ofPath.find((dataset) => dataset.csvSha256 === sha256);
  if (same !== undefined) return { kind: 'known', dataset: same };
  const [newest] = ofPath;
  return newest === undefined ? { kind: 'unknown' } : { kind: 'changed', dataset: newest };
}

async function hashOf(csvPath: string): Promise<string> {
  await using handle = await openCsv(csvPath);
  const hash = createHash('sha256');
  for await (const chunk of handle.createReadStream({ autoClose: false })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Data sets of data.train and data.valid, both known. */
export type KnownData = { readonly own: DatasetSummary; readonly other: DatasetSummary | null };

/** After revisions, as a training would divide them now. @throws config_invalid, data_invalid */
export function divideKnown(
  store: Pick<Store, 'divisionRows'>,
  config: ExperimentConfig,
  { own, other }: KnownData,
): Division<DivisionRow> {
  return divideFaces(config, {
    own: store.divisionRows.list(own.id),
    other: other === null ? null : store.divisionRows.list(other.id),
  });
}

const KEPT_COUNTS = 50;

/** Counts of divisions, remembered: a data set of 100,000 faces takes a moment, and is asked for at each change of a configuration. */
export function createSplitCounter(store: Pick<Store, 'divisionRows' | 'revisions'>) {
  const known = new Map<string, SplitCounts>();
  return (config: ExperimentConfig, data: KnownData): SplitCounts => {
    const { seed, data: keys } = config;
    const versions = [data.own, data.other].map((set) => set && [set.id, store.revisions.inForce(set.id)]);
    const key = JSON.stringify([versions, seed, keys.random_split, keys.test_proportions]);
    const counts = known.get(key) ?? countsOf(divideKnown(store, config, data));
    known.delete(key); // the newest last
    known.set(key, counts);
    if (known.size > KEPT_COUNTS) known.delete(known.keys().next().value ?? '');
    return counts;
  };
}

export type ClassCounts = { readonly real: number; readonly fake: number };

export type SplitCounts = { readonly train: ClassCounts; readonly valid: ClassCounts; readonly groupCount: number };

const countsOf = ({ train, valid }: Division<DivisionRow>): SplitCounts => ({
  train: classesOf(train),
  valid: classesOf(valid),
  groupCount: new Set([...train, ...valid].flatMap(({ group }) => (group === null ? [] : [group]))).size,
});

function classesOf(faces: readonly DivisionRow[]): ClassCounts {
  const real = faces.filter(({ label }) => label === REAL).length;
  return { real, fake: faces.length - real };
}

export const totalOf = ({ real, fake }: ClassCounts): number => real + fake;
