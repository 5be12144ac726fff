import { createHash } from 'node:crypto';
import type { ColumnMapping } from '#shared/contract/datasets.ts';
import type { DatasetImage, Sha256 } from '#shared/domain/records.ts';

export type FingerprintRow = Pick<DatasetImage, 'path' | 'sha256' | 'label' | 'split'>;

/** What a network can learn from a data set, as one SHA-256: path, content, label and given split of each row, in their order, since the order decides the split. */
export function datasetFingerprint(rows: Iterable<FingerprintRow>, mapping: ColumnMapping | null = null): Sha256 {
  const fingerprint = createFingerprint(mapping);
  fingerprint.add(rows);
  return fingerprint.digest();
}

/**
 * The same for rows that come a part at a time. Where a mapping names the columns of group and source, it counts as well: another group is another split, though no row
 * looks different.
 */
export function createFingerprint(mapping: ColumnMapping | null) {
  const hash = createHash('sha256');
  if (mapping !== null) hash.update(`${JSON.stringify([mapping.group, mapping.source])}\n`);
  return {
    add: (rows: Iterable<FingerprintRow>): void => {
      for (const { path, sha256, label, split } of rows)
        hash.update(`${JSON.stringify([path, sha256, label, split])}\n`);
    },
    digest: (): Sha256 => hash.digest('hex'),
  };
}
