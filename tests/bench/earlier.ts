/** What an earlier run of the bench measured: `--only` measures some groups anew and keeps the others. */
import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { MeasuredGroup } from './measure.ts';
import { inBenchOrder, isSameGroup } from './rows.ts';

/** Of a file that the bench wrote; none where there is no file, or one of before groups were kept. */
export function readGroups(file: string): readonly MeasuredGroup[] {
  if (!existsSync(file)) return [];
  const { groups = [] } = JSON.parse(readFileSync(file, 'utf8')) as { groups?: readonly MeasuredGroup[] }; // our own file
  return groups;
}

/** `measured`, and of `kept` the other groups that were measured on the same machine with the same versions; in the bench's order. */
export function joinGroups(
  kept: readonly MeasuredGroup[],
  measured: readonly MeasuredGroup[],
): readonly MeasuredGroup[] {
  const isComparable = (old: MeasuredGroup) =>
    measured.every((group) => !isSameGroup(group, old) && isDeepStrictEqual(shared(group, old), shared(old, group)));
  return [...kept.filter(isComparable), ...measured].sort(inBenchOrder);
}

/** What is known of the contenders that took part in both: not all take part in every group. */
const shared = ({ ready }: MeasuredGroup, other: MeasuredGroup) =>
  Object.fromEntries(Object.entries(ready).filter(([name]) => name in other.ready));
