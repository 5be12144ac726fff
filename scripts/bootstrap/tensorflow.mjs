import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileSha256, folderBytes, requireFreeBytes, sha256, withTemporaryFolder } from './files.mjs';
import { withLock } from './lock.mjs';
import { ROOT } from './paths.mjs';
import { diskProblem, SetupProblem } from './problem.mjs';
import { capture } from './process.mjs';
import { formatBytes, formatDuration, startProgress, withProgress } from './progress.mjs';
import { pipDownloadArguments, pipProblem, requirePython } from './python.mjs';

/** Room beside the wheel and what is taken of it: pip keeps the growing and the finished file at once. */
const HEADROOM_BYTES = 100_000_000;

/** A runtime's name and folder name: build, version, platform, and a hash of every wheel it is made of. */
export function runtimeId(runtime) {
  const { name, version } = runtime.wheels[0];
  const pins = sha256(JSON.stringify(runtime.wheels.map((wheel) => [wheel.sha256, wheel.take])));
  const build = runtime.flavour === 'cuda' ? `${name}-cuda` : name;
  return `${build}-${version}-${runtime.platform}-${pins.slice(0, 8)}`;
}

export function runtimeFolder(runtime, cache) {
  return join(cache, 'runtimes', runtimeId(runtime));
}

/** The folder that the binding links to: TensorFlow's libraries, with `../nvidia` beside it in a CUDA runtime. */
export function libraryFolder(runtime, cache) {
  return join(runtimeFolder(runtime, cache), 'tensorflow');
}

/** Whether the runtime lies whole in the cache: its folder gets its name only when it does. */
export function runtimeIsThere(runtime, cache) {
  return runtime.libraries.every((name) => existsSync(join(libraryFolder(runtime, cache), name)));
}

/**
 * Step 3: TensorFlow's C++ libraries and headers, out of its Python wheels, into the cache. Wheel after wheel: a finished one is not
 * fetched again after an interruption. The lock makes a second set-up wait and then find it done.
 */
export async function installTensorflow({ runtime, pythonVersion, cache, out }) {
  const label = `[3/4] TensorFlow ${runtime.wheels[0].version} (${runtime.flavour === 'cuda' ? 'CUDA' : 'CPU'})`;
  const onWait = (pid) => out.write(`${label}: another set-up (process ${pid}) is at it; waiting for it\n`);
  if (!runtimeIsThere(runtime, cache))
    await withLock(join(cache, 'locks', runtimeId(runtime)), onWait, async () => {
      if (!runtimeIsThere(runtime, cache)) await assemble({ runtime, pythonVersion, cache, label, out });
    });
  out.write(`${label}: there, in ${runtimeFolder(runtime, cache)}\n`);
}

/** Puts a runtime together in a folder beside its own, which gets its name when all is in it. */
async function assemble({ runtime, pythonVersion, cache, label, out }) {
  const startedAt = Date.now();
  const python = await requirePython();
  const target = runtimeFolder(runtime, cache);
  const partial = `${target}.partial`;
  const pending = runtime.wheels.filter((wheel) => !existsSync(doneStamp(partial, wheel)));
  await requireFreeBytes(cache, neededBytes(pending), `TensorFlow ${runtime.wheels[0].version}`);
  mkdirSync(partial, { recursive: true });
  for (const wheel of pending) {
    const what = runtime.wheels.length === 1 ? label : `${label}: ${wheel.name}`;
    const path = await fetchWheel({ wheel, pythonVersion, python, cache, what, out });
    await unpackWheel({ wheel, path, folder: partial, python, what, out });
    writeFileSync(doneStamp(partial, wheel), '');
    rmSync(dirname(path), { recursive: true });
  }
  for (const wheel of runtime.wheels) rmSync(doneStamp(partial, wheel));
  rmSync(target, { recursive: true, force: true });
  renameSync(partial, target);
  out.write(
    `${label}: ${formatBytes(folderBytes(target))} put together in ${formatDuration(Date.now() - startedAt)}\n`,
  );
}

function doneStamp(folder, wheel) {
  return join(folder, `.done-${wheel.sha256.slice(0, 16)}`);
}

/** Bytes that unpacking these wheels one after another takes at its worst: all that is kept, and the largest wheel twice. */
export function neededBytes(wheels) {
  const kept = wheels.reduce((sum, wheel) => sum + wheel.unpackedBytes, 0);
  return kept + 2 * Math.max(0, ...wheels.map((wheel) => wheel.sizeBytes)) + HEADROOM_BYTES;
}

/** Downloads a wheel by pip, with the user's own index settings, or finds the whole one that an interrupted set-up left. */
async function fetchWheel({ wheel, pythonVersion, python, cache, what, out }) {
  const folder = join(cache, 'downloads', wheel.sha256.slice(0, 16));
  const left = wheelIn(folder);
  if (left !== null && (await fileSha256(left)) === wheel.sha256) {
    out.write(`${what}: ${formatBytes(wheel.sizeBytes)} downloaded before\n`);
    return left;
  }
  const startedAt = Date.now();
  await withTemporaryFolder(join(cache, 'tmp'), async (temporary) => {
    const requirements = join(temporary, 'requirements.txt');
    writeFileSync(requirements, `${wheel.name}==${wheel.version} --hash=sha256:${wheel.sha256}\n`);
    const fetched = join(temporary, 'wheel');
    const growing = join(temporary, 'growing');
    mkdirSync(growing);
    const args = pipDownloadArguments({ wheel, pythonVersion, requirements, folder: fetched });
    const answer = await withProgress(
      { label: `${what}, download`, total: wheel.sizeBytes, out },
      () => Math.max(folderBytes(growing), folderBytes(fetched)),
      () => capture(python.command, args, { env: { ...process.env, TMPDIR: growing } }),
    );
    if (answer.code !== 0) {
      const log = join(cache, 'logs', 'pip.log');
      mkdirSync(dirname(log), { recursive: true });
      writeFileSync(log, answer.stdout + answer.stderr);
      throw pipProblem(answer, { wheel, log });
    }
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(dirname(folder), { recursive: true });
    renameSync(fetched, folder);
  });
  out.write(`${what}: ${formatBytes(wheel.sizeBytes)} downloaded in ${formatDuration(Date.now() - startedAt)}\n`);
  return wheelIn(folder);
}

function wheelIn(folder) {
  const name = existsSync(folder) ? readdirSync(folder).find((file) => file.endsWith('.whl')) : undefined;
  return name === undefined ? null : join(folder, name);
}

async function unpackWheel({ wheel, path, folder, python, what, out }) {
  const startedAt = Date.now();
  const progress = startProgress({ label: `${what}, unpack`, total: wheel.unpackedBytes, out });
  const answer = await capture(python.command, [join(ROOT, 'scripts', 'unpack.py'), path, folder, ...wheel.take], {
    onStdout: (text) => progress.update(Number(text.trim().split('\n').at(-1))),
  });
  progress.finish();
  if (answer.code !== 0) throw unpackProblem(answer, wheel);
  out.write(`${what}: ${formatBytes(wheel.unpackedBytes)} unpacked in ${formatDuration(Date.now() - startedAt)}\n`);
}

function unpackProblem({ stderr }, { name, version }) {
  const words = stderr.trim().split('\n').at(-1) ?? '';
  if (/No space left|quota/i.test(words))
    return diskProblem(`The disk was full while ${name} ${version} was unpacked.`);
  return new SetupProblem(`${name} ${version} could not be unpacked: ${words}.`, 'Run it again: it goes on from here.');
}
