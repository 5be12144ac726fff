import { describe, expect, it } from 'vitest';
import { npm, problems, python, type Wheel } from './bootstrap.ts';

const wheel: Wheel = {
  name: 'tensorflow-cpu',
  version: '2.21.0',
  platform: 'manylinux_2_27_x86_64',
  sha256: '0'.repeat(64),
  sizeBytes: 1,
  unpackedBytes: 1,
  take: [],
};
const npmSays = (stderr: string) =>
  npm.npmProblem({ code: 1, stdout: '', stderr }, { log: '/cache/npm.log', purpose: 'the npm packages' });
const pipSays = (stderr: string) =>
  python.pipProblem({ code: 1, stdout: '', stderr }, { wheel, log: '/cache/pip.log' });

describe('a failure of npm as one sentence', () => {
  it('tells no network, a full disk, a wrong hash and a registry without the package apart', () => {
    expect(npmSays('npm error code ENOTFOUND\nnpm error network request failed').message).toMatch(
      /could not be reached/,
    );
    expect(npmSays('npm error code ENOSPC\nnpm error syscall write').message).toMatch(/disk was full/);
    expect(npmSays('npm error code EINTEGRITY').message).toMatch(/pinned hash/);
    expect(npmSays('npm error code E404').message).toMatch(/does not offer/);
  });

  it('names the file with npm’s own words where it knows no better', () => {
    expect(npmSays('npm error code EUSAGE').mend).toContain('/cache/npm.log');
  });

  it('says that npm itself is missing', () => {
    const problem = npm.npmProblem({ code: null, stdout: '', stderr: '' }, { log: '', purpose: 'the npm packages' });
    expect(problem.message).toMatch(/npm was not found/);
  });
});

describe('a failure of pip as one sentence', () => {
  it('takes an unreachable index for that, though pip ends with "No matching distribution"', () => {
    const words = [
      'WARNING: Retrying (Retry(total=4)) after connection broken by NewConnectionError: Failed to establish a new connection',
      'ERROR: Could not find a version that satisfies the requirement tensorflow-cpu==2.21.0 (from versions: none)',
      'ERROR: No matching distribution found for tensorflow-cpu==2.21.0',
    ].join('\n');
    expect(pipSays(words).message).toMatch(/could not be reached/);
  });

  it('tells an index that answers with nothing from one without the version', () => {
    expect(pipSays('ERROR: Could not find a version (from versions: none)').message).toMatch(
      /cannot be reached, or lacks it/,
    );
    expect(pipSays('ERROR: Could not find a version (from versions: 2.20.0)').message).toMatch(
      /offers tensorflow-cpu, but not 2\.21\.0 for manylinux_2_27_x86_64/,
    );
  });

  it('tells a full disk and a wrong hash apart', () => {
    expect(pipSays('ERROR: Could not install: [Errno 28] No space left on device').message).toMatch(/disk was full/);
    expect(pipSays('ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE').message).toMatch(
      /pinned hash/,
    );
  });

  it('asks for pip where it is missing or older than 21', () => {
    expect(python.pipTrouble({ version: '3.11.2', pip: null })).toMatch(/has no pip/);
    expect(python.pipTrouble({ version: '3.8.1', pip: '20.0.2' })).toMatch(/pip 20\.0\.2 is too old/);
    expect(python.pipTrouble({ version: '3.8.1', pip: '21.0.1' })).toBeNull();
  });
});

describe('a failure of the file system as one sentence', () => {
  const failing = (code: string) => Object.assign(new Error('x'), { code, path: '/cache/a' });

  it('names the path and what to do', () => {
    expect(problems.explain(failing('ENOSPC')).message).toBe('The disk is full: /cache/a could not be written.');
    expect(problems.explain(failing('EACCES')).mend).toMatch(/FACET_CACHE/);
    expect(problems.explain(failing('ENOTDIR')).message).toMatch(/in the way/);
  });

  it('has the command line’s exit codes: 14 for a full disk, 4 else', () => {
    expect(problems.explain(failing('ENOSPC')).exitCode).toBe(14);
    expect(problems.explain(failing('EACCES')).exitCode).toBe(4);
  });
});
