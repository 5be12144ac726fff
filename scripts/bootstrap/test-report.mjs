/**
 * Counts of a whole test run: checks (types, lint) and vitest's JSON report together. A test file that could not be loaded is one failed test;
 * so is a vitest that ended badly although every test passed (an unhandled error), or that left no report.
 *
 * @param {{ checks: readonly { name: string, hasPassed: boolean }[], report: { testResults: readonly object[] } | null, exitCode: number }} run
 */
export function countTests({ checks, report, exitCode }) {
  const results = checks.map(({ name, hasPassed }) => ({ name, status: hasPassed ? 'passed' : 'failed' }));
  for (const file of report?.testResults ?? []) {
    for (const test of file.assertionResults) results.push({ name: test.fullName, status: statusOf(test.status) });
    const isBroken = file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed');
    if (isBroken) results.push({ name: `${file.name} (could not be run)`, status: 'failed' });
  }
  const names = (wanted) => results.filter(({ status }) => status === wanted).map(({ name }) => name);
  const ran = results.slice(checks.length).filter(({ status }) => status !== 'skipped');
  const endedBadly =
    exitCode !== 0 && (ran.length > 0 || report === null) && ran.every(({ status }) => status === 'passed');
  const failedNames = endedBadly ? [...names('failed'), `vitest (ended with exit code ${exitCode})`] : names('failed');
  return {
    passed: names('passed').length,
    failed: failedNames.length,
    hasRun: ran.length > 0,
    skipped: names('skipped').length,
    failedNames,
    skippedNames: names('skipped'),
  };
}

/** Jest's and vitest's words for a test that did not run are all "skipped" here. */
function statusOf(status) {
  return status === 'passed' || status === 'failed' ? status : 'skipped';
}

export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
