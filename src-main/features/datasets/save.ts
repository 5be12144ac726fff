/** Puts a checked data set into the store, a part at a time: whoever else uses the store waits for one part at most, and sees the data set whole or not at all. */
import { setImmediate as othersFirst } from 'node:timers/promises';
import type { DatasetFacts, NewImage } from '#main/store/datasets.ts';
import { createFingerprint } from '#main/store/fingerprint.ts';
import type { Store } from '#main/store/open.ts';
import { MOST_LISTED_ROWS } from '#shared/contract/datasets.ts';
import { REAL } from '#shared/domain/labels.ts';
import type { DatasetSummary } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { BadRow } from './csv.ts';

export type CheckedDataset = Omit<DatasetFacts, 'badCount'> & {
  /** The usable rows, in the order of their lines. */
  readonly images: readonly NewImage[];
  readonly bad: readonly BadRow[];
};

export type SaveOptions = {
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  readonly signal?: AbortSignal;
};

/** Some 25 ms. */
const ROWS_AT_ONCE = 500;

type SavingStore = Pick<Store, 'datasets' | 'badRows'>;

/** The same rows of the same CSV are one data set, however often they are saved. @throws cancelled; then nothing of it is there */
export async function saveDataset(
  store: SavingStore,
  { images, bad, ...facts }: CheckedDataset,
  { onProgress, signal }: SaveOptions = {},
): Promise<DatasetSummary> {
  await discardLeftovers(store);
  const realCount = images.filter((image) => image.label === REAL).length;
  const counts = { badCount: bad.length, realCount, fakeCount: images.length - realCount };
  const plan = { ...facts, ...counts, fingerprint: await fingerprintOf(images, facts.mapping ?? null) };
  const begun = store.datasets.begin(plan);
  if (begun.kind === 'known') return begun.dataset;
  try {
    let done = 0;
    for (const rows of parts(images)) {
      store.datasets.append(begun.id, rows);
      done += rows.length;
      onProgress?.({ done, total: images.length });
      await othersFirst();
      if (signal?.aborted) throw new AppError('cancelled', 'Adding the data set was stopped.');
    }
    for (const rows of parts(bad.slice(0, MOST_LISTED_ROWS))) {
      store.badRows.record(begun.id, rows);
      await othersFirst();
    }
    return store.datasets.complete(begun.id, plan);
  } catch (error) {
    store.datasets.abandon(begun.id);
    throw error;
  }
}

/** What was given up, here or by a program that died. */
async function discardLeftovers({ datasets }: SavingStore): Promise<void> {
  for (const id of datasets.leftovers()) while (!datasets.discardSome(id)) await othersFirst();
}

async function fingerprintOf(images: readonly NewImage[], mapping: CheckedDataset['mapping']): Promise<string> {
  const fingerprint = createFingerprint(mapping ?? null);
  for (const rows of parts(images)) {
    fingerprint.add(rows);
    await othersFirst();
  }
  return fingerprint.digest();
}

function* parts<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let first = 0; first < rows.length; first += ROWS_AT_ONCE) yield rows.slice(first, first + ROWS_AT_ONCE);
}
