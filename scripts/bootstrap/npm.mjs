import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { diskProblem, SetupProblem } from './problem.mjs';
import { capture } from './process.mjs';

/**
 * npm's own script, to be run by a Node of our choice: the npm that runs us, the one beside this Node, or the first on PATH.
 * Null where PATH has only a wrapper (volta, asdf): then `npm` itself is started, with the right Node first on PATH.
 */
export function findNpmScript({ env = process.env, execPath = process.execPath } = {}) {
  if (env.npm_execpath && basename(env.npm_execpath) === 'npm-cli.js' && existsSync(env.npm_execpath))
    return env.npm_execpath;
  const besideNode = [
    join(dirname(execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(dirname(execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const onPath = (env.PATH ?? '').split(delimiter).flatMap((folder) => {
    const program = join(folder, 'npm');
    if (folder === '' || !existsSync(program)) return [];
    const real = realpathSync(program);
    return [real, join(dirname(real), 'node_modules', 'npm', 'bin', 'npm-cli.js')];
  });
  return [...besideNode, ...onPath].find((path) => basename(path) === 'npm-cli.js' && existsSync(path)) ?? null;
}

/** `env` with the folder of a Node first on PATH, so that whatever is started below finds that one. */
export function withNodeOnPath(nodePath, env = process.env) {
  return { ...env, PATH: [dirname(nodePath), env.PATH ?? ''].join(delimiter) };
}

/**
 * Runs npm under the given Node. Its output goes to `log` whole; a failure becomes one sentence. ENOTEMPTY is tried once more: an npm
 * that outlived a killed set-up was still writing into the folder that this one empties.
 */
export async function runNpm(args, { nodePath, cwd, log, purpose }) {
  const script = findNpmScript();
  const [command, before] = script === null ? ['npm', []] : [nodePath, [script]];
  const run = () => capture(command, [...before, ...args], { cwd, env: withNodeOnPath(nodePath) });
  let answer = await run();
  if (answer.code !== 0 && /ENOTEMPTY/.test(answer.stderr)) answer = await run();
  mkdirSync(dirname(log), { recursive: true });
  writeFileSync(log, answer.stdout + answer.stderr);
  if (answer.code !== 0) throw npmProblem(answer, { log, purpose });
}

/** What npm's own words mean for the user. Order matters: a full disk also breaks connections. */
export function npmProblem({ code, stdout, stderr }, { log, purpose }) {
  const text = stdout + stderr;
  if (code === null && text === '')
    return new SetupProblem(
      `npm was not found, which ${purpose} needs.`,
      'Install npm; it comes with Node (nodejs.org).',
    );
  if (/ENOSPC|EDQUOT|no space left/i.test(text)) return diskProblem(`The disk was full during ${purpose}.`);
  if (/EINTEGRITY/.test(text))
    return new SetupProblem(
      `What the npm registry sent for ${purpose} does not have the pinned hash.`,
      'Try again; if it repeats, a proxy or mirror between here and the registry changes packages.',
    );
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network/i.test(
      text,
    )
  )
    return new SetupProblem(
      `The npm registry could not be reached for ${purpose}.`,
      'Check the network (and `npm config get registry`, `proxy`) and run it again: it goes on from here.',
    );
  if (/E40[134]\b|ETARGET/.test(text))
    return new SetupProblem(
      `The npm registry in use does not offer what ${purpose} needs.`,
      `\`npm config get registry\` says which one that is; npm's own words are in ${log}.`,
    );
  return new SetupProblem(`npm failed during ${purpose} (exit code ${code}).`, `Its own words are in ${log}.`);
}
