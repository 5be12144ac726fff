/** What the runs were tested on, and which of each run's tests is looked at. Pure. */
import type { ComparedRun, ComparedTest } from '#shared/contract/comparisons.ts';

export type TestSet = {
  /** In a link. */
  readonly key: string;
  readonly title: string;
  readonly imageCount: number;
  /** How many of the runs were tested on it. */
  readonly runCount: number;
};

/** Each run's newest test, whatever it was on. */
export const NEWEST = 'newest';
const KEY_LENGTH = 12;

const keyOf = ({ picturesKey }: ComparedTest) => picturesKey.slice(0, KEY_LENGTH);

/** Those that most runs were tested on come first. */
export function testSetsOf(runs: readonly Pick<ComparedRun, 'tests'>[]): readonly TestSet[] {
  const sets = new Map<string, { set: TestSet; runs: Set<number> }>();
  for (const [i, { tests }] of runs.entries())
    for (const test of tests) {
      const key = keyOf(test);
      const found = sets.get(key) ?? {
        set: {
          key,
          title: `${test.datasetName}${test.splitName === 'valid' ? ', validation faces' : ''}`,
          imageCount: test.imageCount,
          runCount: 0,
        },
        runs: new Set<number>(),
      };
      sets.set(key, { ...found, runs: found.runs.add(i) });
    }
  return [...sets.values()]
    .map((found) => ({ ...found.set, runCount: found.runs.size }))
    .toSorted((a, b) => b.runCount - a.runCount);
}

/** What was asked for where it is there; else what every run was tested on; else the newest test of each. */
export function chosenSet(
  sets: readonly TestSet[],
  { asked, runCount }: { asked: string | undefined; runCount: number },
): string {
  if (asked === NEWEST || sets.some(({ key }) => key === asked)) return asked ?? NEWEST;
  return sets.find((set) => set.runCount === runCount)?.key ?? NEWEST;
}

/** Null = the run was not tested on it. */
export const testOf = ({ tests }: Pick<ComparedRun, 'tests'>, set: string): ComparedTest | null =>
  (set === NEWEST ? tests[0] : tests.find((test) => keyOf(test) === set)) ?? null;
