import { describe, expect, it } from 'vitest';
import { testReport } from './bootstrap.ts';

const checks = [
  { name: 'types', hasPassed: true },
  { name: 'lint', hasPassed: false },
];
const file = (status: string, ...tests: readonly (readonly [string, string])[]) => ({
  name: '/x/a.test.ts',
  status,
  assertionResults: tests.map(([fullName, result]) => ({ fullName, status: result })),
});
const good = { testResults: [file('passed', ['adds', 'passed'], ['needs a GPU', 'skipped'], ['later', 'todo'])] };

describe('the count of a test run', () => {
  it('takes types and lint as a test each, and everything that did not run as skipped', () => {
    const counts = testReport.countTests({ checks, report: good, exitCode: 0 });
    expect(testReport.summaryLine(counts)).toBe('2 passed, 1 failed, 2 skipped');
    expect(counts.failedNames).toEqual(['lint']);
    expect(counts.skippedNames).toEqual(['needs a GPU', 'later']);
  });

  it('counts a file that could not be loaded as one failure', () => {
    const report = { testResults: [file('failed'), file('failed', ['adds', 'failed'])] };
    expect(testReport.countTests({ checks: [], report, exitCode: 1 }).failed).toBe(2);
  });

  it('counts an unhandled error after passing tests as a failure', () => {
    expect(testReport.countTests({ checks: [], report: good, exitCode: 1 }).failedNames).toEqual([
      'vitest (ended with exit code 1)',
    ]);
  });

  it('counts a vitest that left no report as a failure', () => {
    expect(testReport.countTests({ checks: [], report: null, exitCode: 139 }).failed).toBe(1);
  });

  it('knows when no test ran, whatever the checks say', () => {
    const report = { testResults: [file('passed', ['needs a GPU', 'skipped'])] };
    expect(testReport.countTests({ checks, report, exitCode: 0 }).hasRun).toBe(false);
  });
});
