/** A child as a utility process: Chromium starts it, sees it die, and ends it with us. Packaged, Node's own fork is off (fuse RunAsNode). */
import { utilityProcess } from 'electron';
import type { Channel } from '#main/processes/channel.ts';

export type UtilityOptions = {
  /** Absolute path of the built module. */
  readonly entry: string;
  /** In the system's list of processes. */
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
};

/** Characters of a child's last words that are kept for the reason of its death. */
const LAST_WORDS = 4_000;

export function startUtilityProcess({ entry, name, environment }: UtilityOptions): Channel {
  const child = utilityProcess.fork(entry, [], {
    serviceName: name,
    stdio: ['ignore', 'inherit', 'pipe'],
    env: { ...environment },
  });
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-LAST_WORDS);
  });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onClose: (listener) =>
      void child.once('exit', (code) => {
        // The code may be 0 after a crash (electron#42283): only what the child reported counts, and that it is gone.
        const last = lastWords.trim().split('\n').at(-1) ?? '';
        listener(last === '' ? `exit code ${code}` : `exit code ${code}; its last words: ${last}`);
      }),
    kill: () => kill(child),
    get pid() {
      return child.pid ?? null;
    },
  };
}

/** Not child.kill(): it takes no signal and may block the main thread (electron#45053). */
function kill(child: Electron.UtilityProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(child.pid, 'SIGKILL');
  } catch {
    child.kill(); // gone already, or of a system without signals
  }
}
