import { NODE_AT_LEAST } from './node.mjs';
import { formatBytes } from './progress.mjs';
import { pipTrouble } from './python.mjs';

const SET_UP = 'npm run setup';
/** Below this a workspace is called short: checkpoints of ten ResNet-18 epochs, 45 MB each, and a cache of decoded images. */
const WORKSPACE_WANTS_BYTES = 2_000_000_000;

/**
 * What doctor looks at, gathered without changing anything; null means "not there".
 * @typedef {{
 *   node: { version: string, isRight: boolean, cached: string | null },
 *   packages: boolean,
 *   compiler: { command: string, version: string } | null,
 *   python: { command: string, version: string, pip: string | null } | null,
 *   tensorflow: { wanted: string, isCurrent: boolean, flavour: string | null, answer: { tensorflow: string, isGpu: boolean, device: string } | null, trouble: string | null },
 *   cuda: { driver: string | null, canHave: boolean, libraries: boolean },
 *   pages: 'current' | 'old' | 'missing',
 *   browser: string | null,
 *   electron: { path: string | null, trouble: string | null },
 *   workspace: { path: string, exists: boolean, isWritable: boolean, freeBytes: number | null },
 *   cache: { path: string, freeBytes: number | null, neededBytes: number },
 * }} Facts
 */

/**
 * The table's rows from the facts alone. `missing` keeps the main job from running, `optional` does not.
 * @param {Facts} facts
 * @returns {readonly { name: string, status: 'ok' | 'missing' | 'optional', found: string, needed: string, mend: string | null }[]}
 */
export function verdict(facts) {
  return [
    nodeRow(facts),
    row(
      'npm packages',
      facts.packages ? 'ok' : 'missing',
      facts.packages ? 'as package-lock.json says' : 'not installed',
      'as package-lock.json says',
      SET_UP,
    ),
    ...toolRows(facts),
    ...tensorflowRows(facts),
    ...cudaRows(facts),
    ...windowRows(facts),
    workspaceRow(facts.workspace),
    ...diskRows(facts),
  ];
}

/** The mend is shown only where something is to be mended. */
function row(name, status, found, needed, mend) {
  return { name, status, found, needed, mend: status === 'ok' ? null : mend };
}

function nodeRow({ node }) {
  const found = node.isRight || node.cached === null ? node.version : `${node.version}, and a newer one in the cache`;
  return row(
    'Node',
    node.isRight || node.cached !== null ? 'ok' : 'missing',
    found,
    `${NODE_AT_LEAST} or newer`,
    SET_UP,
  );
}

/** Compiler and Python serve the set-up: once TensorFlow is there, they may go. */
function toolRows({ compiler, python, tensorflow }) {
  const whereAbsent = tensorflow.isCurrent ? 'optional' : 'missing';
  const trouble = python === null ? 'none' : pipTrouble(python);
  return [
    row(
      'C++ compiler',
      compiler ? 'ok' : whereAbsent,
      compiler ? `${compiler.command}: ${compiler.version}` : 'none',
      'C++17, for the set-up',
      'install g++ or clang (Debian, Ubuntu: sudo apt install g++; macOS: xcode-select --install)',
    ),
    row(
      'python3 with pip',
      trouble === null ? 'ok' : whereAbsent,
      trouble ?? `Python ${python.version}, pip ${python.pip}`,
      'Python 3.6, pip 21, for the set-up',
      'install them (Debian, Ubuntu: sudo apt install python3 python3-pip)',
    ),
  ];
}

function tensorflowRows({ tensorflow }) {
  const { answer, trouble, flavour, isCurrent, wanted } = tensorflow;
  const there = answer
    ? `${answer.tensorflow} (${flavour})`
    : (trouble ?? (isCurrent ? 'there, not asked for want of Node' : 'not there'));
  return [
    row('TensorFlow', answer ? 'ok' : 'missing', there, wanted, SET_UP),
    row('device in use', answer ? 'ok' : 'missing', answer?.device ?? 'none', 'CPU, or an NVIDIA GPU', SET_UP),
  ];
}

function cudaRows({ cuda, tensorflow }) {
  const isIdle = cuda.driver !== null && tensorflow.answer !== null && !tensorflow.answer.isGpu;
  const rows = [
    row(
      'NVIDIA driver',
      cuda.driver ? 'ok' : 'optional',
      cuda.driver ?? 'none',
      'for training on a GPU',
      cuda.canHave
        ? 'install the driver of an NVIDIA GPU, then: npm run setup -- --gpu'
        : 'there is no CUDA build for this platform',
    ),
    row(
      'CUDA libraries',
      cuda.libraries ? 'ok' : 'optional',
      cuda.libraries ? 'in the cache' : 'not there',
      'for training on a GPU',
      'npm run setup -- --gpu',
    ),
  ];
  if (isIdle)
    rows.push(
      row(
        'GPU',
        'optional',
        'there, but TensorFlow runs on the CPU',
        'for training on a GPU',
        cuda.libraries ? 'the driver must be 525 or newer; nvidia-smi shows it' : 'npm run setup -- --gpu',
      ),
    );
  return rows;
}

/** None of it is needed to train: pages are built, and a browser brought, by what needs them. */
function windowRows({ pages, browser, electron }) {
  const words = { current: 'built', old: 'older than their sources', missing: 'not built' };
  const window = electron.path === null ? 'not there' : electron.path;
  return [
    row(
      'pages',
      pages === 'current' ? 'ok' : 'optional',
      words[pages],
      'for the window; built when needed',
      'npm run pages',
    ),
    row(
      'browser for tests',
      browser ? 'ok' : 'optional',
      browser ?? 'none found',
      'for the end-to-end tests',
      '`npm test` brings one; FACET_BROWSER names another',
    ),
    row(
      'Electron binary',
      electron.path !== null && electron.trouble === null ? 'ok' : 'optional',
      electron.trouble === null ? window : `${window}; ${electron.trouble}`,
      'for a window of its own',
      'npm start: downloads it where it can, else opens the workbench in a browser',
    ),
  ];
}

function workspaceRow({ path, exists, isWritable }) {
  const found = `${path} (${exists ? 'there' : 'will be made'}${isWritable ? '' : ', not writable'})`;
  return row(
    'workspace',
    isWritable ? 'ok' : 'missing',
    found,
    'a writable folder',
    'set FACET_WORKSPACE, or give --workspace, a folder that you can write to',
  );
}

function diskRows({ cache, workspace, tensorflow }) {
  const cacheNeeds = tensorflow.isCurrent ? 0 : cache.neededBytes;
  const shown = (bytes) => (bytes === null ? 'unknown' : `${formatBytes(bytes)} free`);
  const isShort = (bytes, needed) => bytes !== null && bytes < needed;
  return [
    row(
      'disk of the cache',
      isShort(cache.freeBytes, cacheNeeds) ? 'missing' : 'ok',
      `${shown(cache.freeBytes)} in ${cache.path}`,
      cacheNeeds === 0 ? 'no more' : formatBytes(cacheNeeds),
      'free some, or set FACET_CACHE to a folder on another disk',
    ),
    row(
      'disk of the workspace',
      isShort(workspace.freeBytes, WORKSPACE_WANTS_BYTES) ? 'optional' : 'ok',
      shown(workspace.freeBytes),
      `${formatBytes(WORKSPACE_WANTS_BYTES)} for some runs`,
      'free some, or set FACET_WORKSPACE to a folder on another disk',
    ),
  ];
}

/** Rows as aligned text; a mend stands below its row. */
export function table(rows) {
  const words = { ok: 'ok', missing: 'MISSING', optional: 'optional' };
  const cells = [
    ['', 'status', 'found', 'needed'],
    ...rows.map(({ name, status, found, needed }) => [name, words[status], found, needed]),
  ];
  const widths = [0, 1, 2].map((column) => Math.min(60, Math.max(...cells.map((line) => line[column].length))));
  const line = (texts) =>
    texts
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const mends = rows.map(({ mend }) => (mend === null ? [] : [`${' '.repeat(widths[0] + 2)}-> ${mend}`]));
  return [line(cells[0]), ...rows.flatMap((_, index) => [line(cells[index + 1]), ...mends[index]])].join('\n');
}
