import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { runDoctor } from './doctor.mjs';
import { importQuickly } from './loading.mjs';
import { bringNode, findNode, isRightNode } from './node.mjs';
import { withNodeOnPath } from './npm.mjs';
import { buildPages } from './pages.mjs';
import { EXIT_USAGE, SetupProblem } from './problem.mjs';
import { mergeRepeatedSignals, runInPlace } from './process.mjs';
import { missingParts, setUp, surroundings } from './setup.mjs';

/** Commands that bring what is missing without asking: they are what one types on a fresh machine. */
const SETS_UP_FIRST = ['demo', 'bench'];

const USAGE = `facet COMMAND

  setup [--gpu | --cpu]   bring Node, the npm packages and TensorFlow, once
  doctor [--json]         what is found, needed and missing, and how to mend it
  demo                    set up, then train, test and explain on generated faces

The other commands (train, test, predict, explain, ...) show themselves once Facet is set up.
`;

/** Runs one `facet` command line. */
export async function launch(args) {
  mergeRepeatedSignals();
  const [command, ...rest] = args;
  if (command === 'setup') return runSetup(args, rest);
  if (command === 'doctor') return doctor(rest);
  if (SETS_UP_FIRST.includes(command) && !asksForHelp(rest))
    return goOn(args, () => setUp({ ...surroundings(), out: progressStream(args) }));
  if (missingParts(surroundings()).length > 0) {
    if (command === undefined || asksForHelp(args)) {
      process.stdout.write(USAGE);
      return;
    }
    await offerSetup(args);
  }
  if (command === 'serve' && !asksForHelp(rest)) return goOn(args, () => buildPagesHere(args));
  return goOn(args);
}

function buildPagesHere(args) {
  const { root, cache } = surroundings();
  return buildPages({ root, cache, out: progressStream(args), nodePath: process.execPath });
}

/** Where set-up speaks: not among the JSON of a command that prints some. */
function progressStream(args) {
  return args.includes('--json') ? process.stderr : process.stdout;
}

function asksForHelp(args) {
  return args.includes('--help') || args.includes('-h') || args[0] === 'help';
}

async function runSetup(args, rest) {
  const options = parse(rest, {
    gpu: { type: 'boolean' },
    cpu: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }
  if (options.gpu && options.cpu)
    throw new SetupProblem(
      'setup takes --gpu or --cpu, not both.',
      'Leave both out to let the set-up look for a driver.',
      {
        exitCode: EXIT_USAGE,
      },
    );
  const wanted = options.gpu ? 'gpu' : options.cpu ? 'cpu' : 'auto';
  const nodePath = await rightNode(process.stdout);
  if (nodePath !== process.execPath) return rerun(nodePath, args);
  await setUp({ ...surroundings(), out: process.stdout, wanted });
  process.stdout.write('Facet is set up. Try `npm run demo`, or `npx facet --help`.\n');
}

async function doctor(rest) {
  const options = parse(rest, { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } });
  if (options.help) process.stdout.write(USAGE);
  else process.exitCode = await runDoctor({ ...surroundings(), json: options.json === true, out: process.stdout });
}

function parse(args, options) {
  try {
    return parseArgs({ args, options, strict: true }).values;
  } catch (error) {
    throw new SetupProblem(`${error.message}.`.replace(/\.\.$/, '.'), '`facet --help` lists the options.', {
      exitCode: EXIT_USAGE,
    });
  }
}

/** Asks on a terminal whether to set up now; elsewhere, or at a no, says what is missing. */
async function offerSetup(args) {
  const where = surroundings();
  const missing = missingParts(where);
  const verb = missing.length === 1 ? 'is' : 'are';
  const sentence = `Facet is not set up: ${listed(missing)} ${verb} missing.`;
  const isInteractive = process.stdin.isTTY && process.stderr.isTTY && !args.includes('--json');
  if (!isInteractive || !(await isAgreed(`${sentence}\nSet up now? [Y/n] `)))
    throw new SetupProblem(sentence, 'Run `npm run setup`, once.');
  await setUp({ ...where, out: process.stderr });
}

/** 'a', 'a and b', 'a, b and c'. */
export function listed(parts) {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

async function isAgreed(question) {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^\s*(y(es)?)?\s*$/i.test(await terminal.question(question));
  } finally {
    terminal.close();
  }
}

/** Goes on with a command under the right Node, in this process where it is one: `prepare` first, then the command line itself. */
async function goOn(args, prepare = null) {
  const nodePath = await rightNode(progressStream(args));
  if (nodePath !== process.execPath) return rerun(nodePath, args);
  await prepare?.();
  const path = join(surroundings().root, 'src-main', 'cli', 'main.ts');
  if (!existsSync(path))
    throw new SetupProblem(`${path} is missing.`, 'This clone is not whole: `git status` says what was deleted.');
  const cli = await importQuickly(path, surroundings());
  await cli.main(args);
}

async function rightNode(out) {
  if (isRightNode()) return process.execPath;
  const { cache, pins } = surroundings();
  return findNode({ pins, cache }) ?? (await bringNode({ pins, cache, out }));
}

/** Runs this same command line under another Node. */
async function rerun(nodePath, args) {
  const script = join(surroundings().root, 'scripts', 'facet.mjs');
  process.exitCode = await runInPlace(nodePath, [script, ...args], { env: withNodeOnPath(nodePath) });
}
