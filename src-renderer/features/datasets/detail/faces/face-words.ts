/** A face in words. */
import type { FaceItem, SplitName } from '#shared/contract/datasets.ts';
import { className } from '#shared/domain/labels.ts';

export const SPLIT_WORDS: Readonly<Record<SplitName, string>> = { train: 'train', valid: 'valid', test: 'test' };

/** For who cannot see it: "real/0001.jpg, real, train, excluded". */
export function nameOf({ path, label, csvLabel, split, isExcluded }: FaceItem): string {
  const parts = [
    path,
    className(label),
    label === csvLabel ? null : `${className(csvLabel)} in the CSV`,
    split === null ? null : SPLIT_WORDS[split],
    isExcluded ? 'excluded' : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}
