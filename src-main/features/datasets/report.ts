/** What a check of all images found out, for a person to decide by. */
import { type DryRunReport, MOST_LISTED_ROWS } from '#shared/contract/datasets.ts';
import { balanceOf, namedBuckets, sizeBuckets } from './buckets.ts';
import { type CheckedFaces, isTooBad } from './prepare.ts';

export function reportOf(checked: CheckedFaces): DryRunReport {
  const { faces, bad, duplicates } = checked;
  const counted = faces.map(({ label, split, width, height, format: name }) => ({
    ...{ label, split, width, height, name },
    count: 1,
  }));
  return {
    rowCount: faces.length + bad.length,
    usableCount: faces.length,
    bad: bad.slice(0, MOST_LISTED_ROWS),
    badCount: bad.length,
    duplicates: duplicates.slice(0, MOST_LISTED_ROWS),
    duplicateCount: duplicates.length,
    balance: balanceOf(counted),
    sizes: sizeBuckets(counted),
    formats: namedBuckets(counted),
    groupCount: new Set(faces.flatMap(({ group }) => group ?? [])).size,
    isTooBad: isTooBad(checked),
  };
}
