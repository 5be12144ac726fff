import { isAtLeast, versionNumbers } from './platform.mjs';
import { diskProblem, SetupProblem } from './problem.mjs';
import { capture } from './process.mjs';

/** What the oldest supported pip (21) runs on. */
const PYTHON_AT_LEAST = [3, 6];
const PIP_AT_LEAST = [21];

const INSTALL_PYTHON =
  'Install Python 3 with pip (Debian, Ubuntu: sudo apt install python3 python3-pip; macOS: xcode-select --install).';
const INSTALL_PIP =
  'Install pip (Debian, Ubuntu: sudo apt install python3-pip; elsewhere: python3 -m ensurepip --user).';

/**
 * What there is of Python: its command and version, and pip's. Null where absent.
 * @returns {Promise<{ command: string, version: string, pip: string | null } | null>}
 */
export async function findPython() {
  for (const command of ['python3', 'python']) {
    const python = await capture(command, ['-c', 'import platform; print(platform.python_version())']);
    const version = python.stdout.trim();
    if (python.code !== 0 || !isAtLeast(versionNumbers(version), PYTHON_AT_LEAST)) continue;
    const pip = await capture(command, ['-m', 'pip', '--version']);
    return { command, version, pip: pip.code === 0 ? (/^pip (\S+)/.exec(pip.stdout)?.[1] ?? null) : null };
  }
  return null;
}

/** The Python to download and unpack wheels with; throws with the mend where it or pip is missing or too old. */
export async function requirePython() {
  const python = await findPython();
  if (python === null)
    throw new SetupProblem('python3 was not found; it downloads and unpacks TensorFlow.', INSTALL_PYTHON);
  const trouble = pipTrouble(python);
  if (trouble !== null) throw new SetupProblem(`${trouble}.`, INSTALL_PIP);
  return python;
}

/** What is wrong with a found Python's pip, null where nothing is. */
export function pipTrouble({ version, pip }) {
  if (pip === null) return `python3 (${version}) has no pip, which downloads TensorFlow`;
  if (!isAtLeast(versionNumbers(pip), PIP_AT_LEAST))
    return `pip ${pip} is too old; ${PIP_AT_LEAST.join('.')} or newer is needed`;
  return null;
}

/** pip's arguments to download one pinned wheel for a fixed platform, whatever Python runs it. */
export function pipDownloadArguments({ wheel, pythonVersion, requirements, folder }) {
  return [
    ...['-m', 'pip', 'download', '--disable-pip-version-check', '--no-input', '--progress-bar', 'off'],
    ...['--no-deps', '--require-hashes', '--no-cache-dir', '--only-binary=:all:'],
    ...['--implementation', 'cp', '--python-version', pythonVersion, '--platform', wheel.platform],
    ...['--dest', folder, '--requirement', requirements],
  ];
}

/** What pip's words mean for the user. */
export function pipProblem({ code, stdout, stderr }, { wheel, log }) {
  const text = stdout + stderr;
  const what = `${wheel.name} ${wheel.version}`;
  if (/No space left|Errno 28|Disk quota/i.test(text))
    return diskProblem(`The disk was full during the download of ${what}.`);
  if (/DO NOT MATCH THE HASHES|Expected sha256/i.test(text))
    return new SetupProblem(
      `What the Python package index sent for ${what} does not have the pinned hash.`,
      'Try again; if it repeats, a proxy or mirror between here and the index changes packages.',
    );
  // An unreachable index also ends with "No matching distribution", so this comes first.
  if (
    /NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|Max retries|Connection (?:refused|reset|broken|aborted)|name resolution|unreachable|timed out|IncompleteRead/i.test(
      text,
    )
  )
    return new SetupProblem(
      `The Python package index could not be reached for ${what}.`,
      'Check the network (and `python3 -m pip config list`) and run it again: it goes on from here.',
    );
  if (/from versions: none/i.test(text))
    return new SetupProblem(
      `The Python package index in use answers with no ${wheel.name} at all: it cannot be reached, or lacks it.`,
      'Check the network, and which index `python3 -m pip config list` names; then run it again: it goes on from here.',
    );
  if (/No matching distribution|Could not find a version/i.test(text))
    return new SetupProblem(
      `The Python package index in use offers ${wheel.name}, but not ${wheel.version} for ${wheel.platform}.`,
      '`python3 -m pip config list` says which index that is; a mirror may lack it.',
    );
  return new SetupProblem(`pip failed to download ${what} (exit code ${code}).`, `Its own words are in ${log}.`);
}
