/** An images child as a forked process of Node's: how the command line and the loopback host start it. */
import { fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Channel } from '#main/processes/channel.ts';

export type SpawnImages = () => Channel;

/** Decodes at once: one a core. */
export const DECODER_THREADS = availableParallelism();

/** All of the environment that reaches a child. */
export function imagesEnvironment(): Readonly<Record<string, string>> {
  const compiled = getCompileCacheDir(); // the child's code is kept compiled where the program's own is
  return {
    ...Object.fromEntries(
      ALLOWED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name] as string]])),
    ),
    ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }),
    UV_THREADPOOL_SIZE: String(DECODER_THREADS),
  };
}

const ALLOWED = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'SystemRoot'];
const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));

export const forkImages: SpawnImages = () => forkImagesFrom(CHILD);

/** `entry`: the module that runs in the child. */
export function forkImagesFrom(entry: string): Channel {
  const child = fork(entry, [], {
    serialization: 'advanced', // typed arrays as they are
    env: imagesEnvironment(),
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return {
    send: (message) => {
      // One that is gone cannot be sent to; its `close` event says the rest.
      if (child.connected) child.send(message as object, () => undefined); // every message is an object of messages.ts
    },
    onMessage: (listener) => void child.on('message', listener),
    onClose: (listener) => {
      let isTold = false;
      const tell = (reason: string) => {
        if (!isTold) listener(reason);
        isTold = true;
      };
      child.once('close', (code, signal) => tell(signal ?? `exit code ${code}`));
      child.once('error', (error) => tell(error.message));
    },
    kill: () => void child.kill('SIGKILL'),
    pid: child.pid ?? null,
  };
}
