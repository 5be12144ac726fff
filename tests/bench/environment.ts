/**
 * The Python that the bench compares with: a virtual environment of its own in the user's cache, made on first use and kept, or the one that
 * FACET_BENCH_PYTHON names. pip takes its usual settings (PIP_INDEX_URL, ...) from the environment.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '#shared/errors.ts';

const REQUIREMENTS = fileURLToPath(new URL('../parity/requirements.txt', import.meta.url));
const NEEDED_MODULES = ['torch', 'torchvision', 'pytorch_grad_cam', 'PIL'];

/** Path of a Python that has what reference.py needs. @throws runtime_missing */
export function benchPython(report: (line: string) => void): string {
  const given = process.env['FACET_BENCH_PYTHON'];
  if (given !== undefined) {
    run(
      given,
      ['-c', `import ${NEEDED_MODULES.join(', ')}`],
      `FACET_BENCH_PYTHON (${given}) lacks what the bench compares with`,
    );
    return given;
  }
  const folder = environmentFolder();
  const python = path.join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const finished = path.join(folder, 'finished');
  if (existsSync(finished)) return python;

  report(
    `Making a Python environment for the comparison in ${folder} (several GB, once; FACET_BENCH_PYTHON uses yours).`,
  );
  rmSync(folder, { recursive: true, force: true }); // what an interrupted attempt left
  mkdirSync(path.dirname(folder), { recursive: true });
  run('python3', ['-m', 'venv', folder], 'python3 could not make a virtual environment');
  run(
    python,
    ['-m', 'pip', 'install', '--disable-pip-version-check', '-r', REQUIREMENTS],
    'pip could not install PyTorch',
  );
  writeFileSync(finished, '');
  return python;
}

/** One for each content of requirements.txt. */
function environmentFolder(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache');
  const version = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
  return path.join(cache, 'facet', `bench-${version}`);
}

function run(command: string, args: readonly string[], complaint: string): void {
  const { status, error, stderr } = spawnSync(command, args, {
    stdio: ['ignore', process.stderr, 'pipe'],
    encoding: 'utf8',
  });
  if (status === 0) return;
  const reason = error?.message ?? stderr.trim().split('\n').at(-1) ?? `it ended with ${status}`;
  throw new AppError('runtime_missing', `${complaint}: ${reason}`, {
    hint: 'Set FACET_BENCH_PYTHON to a Python with the packages of tests/parity/requirements.txt.',
  });
}
