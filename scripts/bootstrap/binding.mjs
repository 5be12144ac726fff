import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { askBinding } from './ask.mjs';
import { readJson, requireFreeBytes, sha256, withTemporaryFolder, writeWhole } from './files.mjs';
import { withLock } from './lock.mjs';
import { runNpm } from './npm.mjs';
import { checkoutFiles } from './paths.mjs';
import { diskProblem, SetupProblem } from './problem.mjs';
import { capture } from './process.mjs';
import { formatDuration, startProgress } from './progress.mjs';
import { libraryFolder, runtimeFolder, runtimeId, runtimeIsThere } from './tensorflow.mjs';

/** Changes where the way of compiling does, so that older bindings in caches are left alone. */
const RECIPE = 1;
const COMPILE_NEEDS_BYTES = 100_000_000;
const COMPILER_MEND =
  'Install one (Debian, Ubuntu: sudo apt install g++; Fedora: sudo dnf install gcc-c++; macOS: xcode-select --install), or name yours in CXX.';

/** Upstream's sources, unmodified, as npm brought them. */
function upstream(root) {
  const folder = join(root, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
  const sources = join(folder, 'binding');
  if (!existsSync(sources)) return null;
  return { folder, sources, version: readJson(join(folder, 'package.json')).version };
}

/** What a compiled binding depends on: the runtime, upstream's version and sources, and the recipe. Null before the packages are there. */
export function bindingKey({ root, runtime }) {
  const from = upstream(root);
  if (from === null) return null;
  const sources = readdirSync(from.sources)
    .sort()
    .map((name) => [name, sha256(readFileSync(join(from.sources, name)))]);
  return sha256(JSON.stringify([RECIPE, runtimeId(runtime), from.version, sources])).slice(0, 16);
}

function bindingPath({ root, runtime, cache }) {
  return join(runtimeFolder(runtime, cache), 'bindings', bindingKey({ root, runtime }), 'tfjs_binding.node');
}

/** Whether the checkout's runtime file names this runtime's binding and all it needs is there: a few stats, no process. */
export function bindingIsCurrent({ root, runtime, cache, record }) {
  const key = bindingKey({ root, runtime });
  return key !== null && record?.key === key && existsSync(record.binding) && runtimeIsThere(runtime, cache);
}

/** The first C++ compiler that answers, with its first line of --version; null where there is none. */
export async function findCompiler(env = process.env) {
  for (const command of env.CXX ? [env.CXX] : ['c++', 'g++', 'clang++']) {
    const answer = await capture(command, ['--version']);
    if (answer.code === 0) return { command, version: answer.stdout.split('\n')[0] };
  }
  return null;
}

/**
 * Step 4: compiles upstream's binding against the runtime, once a cache, sees that it loads, and writes the checkout's runtime file.
 * @returns {Promise<{ binding: string, tensorflow: string, flavour: string, libraries: string, key: string }>}
 */
export async function buildBinding({ root, runtime, cache, out, nodePath }) {
  const label = '[4/4] TensorFlow binding';
  const path = bindingPath({ root, runtime, cache });
  const onWait = (pid) => out.write(`${label}: another set-up (process ${pid}) is at it; waiting for it\n`);
  if (!existsSync(path))
    await withLock(join(cache, 'locks', `${runtimeId(runtime)}-binding`), onWait, async () => {
      if (!existsSync(path)) await compileBinding({ root, runtime, cache, out, label, path });
    });
  return finishBinding({ root, path, runtime, libraries: libraryFolder(runtime, cache), out, label, nodePath });
}

/** Loads the binding in a child under the right Node and, where it answers with the version it should have, records it for the engine. */
async function finishBinding({ root, path, runtime, libraries, out, label, nodePath }) {
  const answer = await askBinding({ binding: path, nodePath });
  const version = runtime?.wheels[0].version ?? answer.tensorflow;
  if (answer.tensorflow !== version)
    throw new SetupProblem(
      `The binding holds TensorFlow ${answer.tensorflow}; ${version} was expected.`,
      `Delete ${dirname(path)} and set up again.`,
    );
  const record = {
    binding: path,
    tensorflow: answer.tensorflow,
    flavour: runtime?.flavour ?? 'cuda',
    libraries,
    key: runtime === null ? 'upstream' : bindingKey({ root, runtime }),
  };
  const files = checkoutFiles(root);
  mkdirSync(files.own, { recursive: true });
  writeWhole(files.runtime, `${JSON.stringify(record, null, 2)}\n`);
  out.write(`${label}: loads TensorFlow ${answer.tensorflow}, device ${answer.device}\n`);
  return record;
}

async function compileBinding({ root, runtime, cache, out, label, path }) {
  const startedAt = Date.now();
  const compiler = await findCompiler();
  if (compiler === null)
    throw new SetupProblem(
      process.env.CXX
        ? `The compiler that CXX names, ${process.env.CXX}, does not answer.`
        : 'No C++ compiler was found (c++, g++, clang++).',
      COMPILER_MEND,
    );
  await requireFreeBytes(cache, COMPILE_NEEDS_BYTES, 'the TensorFlow binding');
  await withTemporaryFolder(join(cache, 'tmp'), async (folder) => {
    const steps = compileSteps({ root, folder, libraries: libraryFolder(runtime, cache), names: runtime.libraries });
    const progress = startProgress({ label: `${label}: compile`, total: steps.compile.length + 1, unit: 'count', out });
    let done = 0;
    const run = async (args) => {
      const answer = await capture(compiler.command, args);
      if (answer.code !== 0) throw compilerProblem(answer, { compiler, log: join(cache, 'logs', 'compiler.log') });
      progress.update(++done);
    };
    try {
      progress.update(0);
      await Promise.all(steps.compile.map(run));
      await run(steps.link);
    } finally {
      progress.finish();
    }
    mkdirSync(dirname(path), { recursive: true });
    renameSync(steps.output, path);
  });
  out.write(`${label}: compiled by ${compiler.command} in ${formatDuration(Date.now() - startedAt)}\n`);
}

/** The compiler's arguments: one object a source, then the link, whose run-time search path is relative so that the cache can be moved. */
export function compileSteps({ root, folder, libraries, names, platform = process.platform }) {
  const from = join(root, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
  const origin = platform === 'darwin' ? '@loader_path' : '$ORIGIN';
  const common = ['-std=c++17', '-O2', '-fPIC', '-DNAPI_VERSION=8', '-DNODE_GYP_MODULE_NAME=tfjs_binding'];
  const includes = [from, join(libraries, 'include'), join(root, 'node_modules', 'node-api-headers', 'include')].map(
    (path) => `-I${path}`,
  );
  const sources = ['tfjs_backend', 'tfjs_binding'];
  const object = (name) => join(folder, `${name}.o`);
  const output = join(folder, 'tfjs_binding.node');
  const shared = platform === 'darwin' ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared'];
  return {
    compile: sources.map((name) => [
      ...common,
      ...includes,
      '-c',
      join(from, 'binding', `${name}.cc`),
      '-o',
      object(name),
    ]),
    link: [
      ...shared,
      ...sources.map(object),
      ...names.map((name) => join(libraries, name)),
      `-Wl,-rpath,${origin}/../../tensorflow`,
      '-o',
      output,
    ],
    output,
  };
}

function compilerProblem({ signal, stdout, stderr }, { compiler, log }) {
  if (/No space left/i.test(stderr)) return diskProblem('The disk was full while the TensorFlow binding was compiled.');
  mkdirSync(dirname(log), { recursive: true });
  writeFileSync(log, stdout + stderr);
  if (signal === 'SIGKILL' || /fatal error: Killed/.test(stderr))
    return new SetupProblem(
      'The compiler was killed, as a rule for want of memory.',
      'Close something, and run it again: it goes on from here.',
    );
  return new SetupProblem(
    `${compiler.command} (${compiler.version}) could not compile the TensorFlow binding.`,
    `A compiler of C++17 is needed; its words are in ${log}.`,
  );
}

/** Windows, untested: upstream's own installer downloads its TensorFlow and its compiled binding. */
export async function installUpstream({ root, cache, out, nodePath }) {
  const label = '[4/4] TensorFlow binding';
  const from = join(root, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
  const path = join(from, 'lib', 'napi-v8', 'tfjs_binding.node');
  if (!existsSync(path)) {
    out.write(`${label}: upstream's own installer is at work (untested on this platform)\n`);
    await runNpm(['rebuild', '@tensorflow/tfjs-node-gpu', '--ignore-scripts=false'], {
      nodePath,
      cwd: root,
      log: join(cache, 'logs', 'upstream.log'),
      purpose: "tfjs-node-gpu's own installer",
    });
  }
  return finishBinding({ root, path, runtime: null, libraries: join(from, 'deps', 'lib'), out, label, nodePath });
}
