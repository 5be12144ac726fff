import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

/** What must still be undone if the process ends now: tmp folders, locks. Synchronous, run once. */
const cleanUps = new Set();
/** Running programs, each with a promise of its end. */
const children = new Map();
let isEnding = false;

/** Whether a signal is ending this process: displays stand still. */
export function isStopping() {
  return isEnding;
}

process.on('exit', () => {
  for (const child of children.keys()) child.kill('SIGKILL');
  for (const cleanUp of cleanUps) cleanUp();
});

/** Registers a synchronous clean-up for a sudden end; returns what runs it now instead. */
export function cleanUpAtEnd(cleanUp) {
  cleanUps.add(cleanUp);
  return () => {
    if (cleanUps.delete(cleanUp)) cleanUp();
  };
}

/**
 * Runs a program to its end, capturing what it writes. `code` is null where it could not be started (not found, not executable), and
 * where it was killed: after `limitMs`, by SIGKILL.
 * @param {string} command @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, onStdout?: (text: string) => void, limitMs?: number }} [options]
 * @returns {Promise<{ code: number | null, signal: string | null, stdout: string, stderr: string }>}
 */
export function capture(command, args, { cwd, env, onStdout, limitMs = 0 } = {}) {
  return new Promise((resolve) => {
    const limit = limitMs > 0 ? { timeout: limitMs, killSignal: 'SIGKILL' } : {};
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, ...limit });
    const answer = { code: null, signal: null, stdout: '', stderr: '' };
    children.set(child, new Promise((ended) => child.once('close', ended)));
    child.stdout.setEncoding('utf8').on('data', (text) => {
      answer.stdout += text;
      onStdout?.(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      answer.stderr += text;
    });
    const end = (code, signal) => {
      children.delete(child);
      if (!isEnding) resolve({ ...answer, code, signal });
    };
    child.on('error', () => end(null, null));
    child.on('close', end);
  });
}

/** Signals that ask a process to end. A terminal sends the first and last to the whole group, a supervisor to one process. */
const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a program in this one's place: same terminal, signals passed on, and its exit code (128 + n after signal n) as the answer.
 * @param {string} command @param {readonly string[]} args @param {{ env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @returns {Promise<number>}
 */
export function runInPlace(command, args, { env, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, shell, stdio: 'inherit' });
    const forward = (signal) => child.kill(signal);
    for (const signal of ENDING_SIGNALS) process.on(signal, forward);
    const end = () => {
      for (const signal of ENDING_SIGNALS) process.off(signal, forward);
    };
    child.on('error', (error) => {
      end();
      reject(error);
    });
    child.on('close', (code, signal) => {
      end();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}

/** Two signals closer together than this are one keypress. */
const SAME_KEYPRESS_MS = 400;

/**
 * Makes one Ctrl-C arrive once. The terminal sends it to every process of the group, and `npm run` and our own launcher pass theirs on
 * as well (npm/cli#5021), so up to three arrive within milliseconds; a program that takes a second one for "now, at once"
 * would lose work. Repeats of the same signal within SAME_KEYPRESS_MS are dropped before any listener sees them.
 */
export function mergeRepeatedSignals(target = process, now = Date.now) {
  const emit = target.emit;
  const lastMs = new Map();
  target.emit = function emitOnce(event, ...args) {
    if (ENDING_SIGNALS.includes(event)) {
      const previousMs = lastMs.get(event);
      lastMs.set(event, now());
      if (previousMs !== undefined && now() - previousMs < SAME_KEYPRESS_MS) return true;
    }
    return emit.call(this, event, ...args);
  };
}

/** How long children may take to put their own things in order before they are killed; npm goes on regardless. */
const CHILDREN_MAY_TAKE_MS = 3_000;

/**
 * While set-up runs: a signal ends its children and waits for them, undoes what is half done, says how to go on, and exits 128 + n.
 * The waiting work is never told, so nothing reports the children's end as a failure. Returns what stops all that.
 */
export function endOnSignal(sentence, out) {
  const end = async (signal) => {
    if (isEnding) return;
    isEnding = true;
    out.write('\nStopping ...\n');
    for (const child of children.keys()) child.kill('SIGTERM');
    await Promise.race([Promise.all(children.values()), wait(CHILDREN_MAY_TAKE_MS)]);
    out.write(`${sentence}\n`);
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of ENDING_SIGNALS) process.on(signal, end);
  return () => {
    for (const signal of ENDING_SIGNALS) process.off(signal, end);
  };
}
