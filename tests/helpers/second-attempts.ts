/** A reporter of vitest's beside its own: names each test that needed more than one attempt, so that a retry never hides one. Its lines stand at the end of a run. */
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** What it needs of a test's record. */
type Attempted = {
  readonly fullName: string;
  readonly diagnostic: () => { readonly retryCount: number } | undefined;
};

/** Names in the order of the run, without those that passed or failed at the first attempt. */
export const secondAttempts = (tests: Iterable<Attempted>): readonly string[] =>
  [...tests].flatMap((test) => ((test.diagnostic()?.retryCount ?? 0) > 0 ? [test.fullName] : []));

export const secondAttemptsReporter = (write: (line: string) => void): Reporter => ({
  onTestRunEnd: (modules: readonly TestModule[]) => {
    const tests = modules.flatMap((module): TestCase[] => [...module.children.allTests()]);
    for (const name of secondAttempts(tests)) write(`needed a second attempt: ${name}\n`);
  },
});
