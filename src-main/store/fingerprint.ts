import { createHash } from 'node:crypto';
import type { DatasetImage, Sha256 } from '#shared/domain/records.ts';

export type FingerprintRow = Pick<DatasetImage, 'path' | 'sha256' | 'label' | 'split'>;

/** What a network can learn from a data set, as one SHA-256: path, content, label and given split of each row, in their order, since the order decides the split. */
export function datasetFingerprint(rows: Iterable<FingerprintRow>): Sha256 {
  const hash = createHash('sha256');
  for (const { path, sha256, label, split } of rows) hash.update(`${JSON.stringify([path, sha256, label, split])}\n`);
  return hash.digest('hex');
}
