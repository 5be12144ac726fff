import { existsSync, readFileSync } from 'node:fs';
import { ROOT } from './paths.mjs';
import { SetupProblem } from './problem.mjs';
import { capture } from './process.mjs';

/** glibc that TensorFlow's manylinux_2_27 wheels need. */
const GLIBC_AT_LEAST = [2, 27];

/** The pinned versions, hashes and sizes of everything the set-up downloads itself. */
export function readPins() {
  return JSON.parse(readFileSync(`${ROOT}scripts/runtime.json`, 'utf8'));
}

/** `linux-x64`, `darwin-arm64`, `win32-x64`, ... as the pins name it. */
export function platformKey({ platform = process.platform, arch = process.arch } = {}) {
  return `${platform}-${arch}`;
}

/** A version string's numbers, `v22.12.0` -> [22, 12, 0]. */
export function versionNumbers(version) {
  return version.replace(/^v/, '').split('.').map(Number);
}

/** Whether version a is at least version b; missing parts count as 0. */
export function isAtLeast(a, b) {
  for (let part = 0; part < Math.max(a.length, b.length); part++) {
    const difference = (a[part] ?? 0) - (b[part] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/**
 * The TensorFlow runtime for a machine: `cuda` where --gpu is given or a driver is found, `cpu` otherwise.
 * Throws where there is none (no wheel for the platform, a C library that is too old or not glibc, --gpu where no CUDA build exists).
 *
 * @param {{ pins: object, key: string, wanted: 'gpu' | 'cpu' | 'auto', hasDriver: boolean, glibc: string | null }} machine
 */
export function chooseRuntime({ pins, key, wanted, hasDriver, glibc }) {
  const builds = pins.tensorflow.runtimes.filter((runtime) => runtime.platform === key);
  const ofFlavour = (flavour) => builds.find((runtime) => runtime.flavour === flavour);
  if (builds.length === 0)
    throw new SetupProblem(
      `TensorFlow ${pins.tensorflow.version} has no build for ${key}.`,
      'Facet runs on Linux (x64, arm64), macOS (arm64) and Windows (x64).',
    );
  if (key.startsWith('linux') && (glibc === null || !isAtLeast(versionNumbers(glibc), GLIBC_AT_LEAST)))
    throw new SetupProblem(
      `TensorFlow needs the GNU C library ${GLIBC_AT_LEAST.join('.')} or newer; this system has ${glibc ?? 'another C library'}.`,
      'Use a distribution with glibc (Debian, Ubuntu, Fedora, ...), in a container if need be.',
    );
  if (wanted === 'gpu' && ofFlavour('cuda') === undefined)
    throw new SetupProblem(
      `There is no CUDA build of TensorFlow for ${key}, so --gpu cannot be followed.`,
      'Leave --gpu out to set up the CPU build.',
    );
  const usesGpu = wanted === 'gpu' || (wanted === 'auto' && hasDriver);
  return (usesGpu ? ofFlavour('cuda') : undefined) ?? ofFlavour('cpu');
}

/** The name and driver of the first NVIDIA GPU, or null where there is no driver. */
export async function nvidiaDriver() {
  const answer = await capture('nvidia-smi', ['--query-gpu=driver_version,name', '--format=csv,noheader']);
  if (answer.code === 0 && answer.stdout.trim() !== '') return answer.stdout.trim().split('\n')[0];
  if (!existsSync('/proc/driver/nvidia/version')) return null;
  return (
    /Kernel Module\s+(?:for \S+\s+)?(\S+)/.exec(readFileSync('/proc/driver/nvidia/version', 'utf8'))?.[1] ?? 'found'
  );
}

/** glibc's version as Node reports it, null under another C library. */
export function glibcVersion() {
  return process.report?.getReport().header.glibcVersionRuntime ?? null;
}
