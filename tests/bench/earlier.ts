/** What an earlier run of the bench measured: `--only` measures some groups anew and keeps the others. */
import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { MeasuredGroup } from './measure.ts';
import { GROUP_NAMES } from './rows.ts';

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
    measured.every(({ name, ready }) => name !== old.name && isDeepStrictEqual(ready, old.ready));
  return [...kept.filter(isComparable), ...measured].sort(
    (a, b) => GROUP_NAMES.indexOf(a.name) - GROUP_NAMES.indexOf(b.name),
  );
}
