/** The engine as a forked process of Node's: how the command line and the headless host start it. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Channel } from '#main/processes/channel.ts';
import type { SpawnOptions } from './channel.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));

export function forkEngine({ environment }: SpawnOptions): Channel {
  const child = fork(CHILD, [], {
    serialization: 'advanced', // typed arrays as they are
    env: { ...environment },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    execArgv: [],
    // Ctrl-C goes to a terminal's whole process group, and one that is still starting would die of it: the back end asks for a stop.
    detached: process.platform !== 'win32',
  });
  let lastWords = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString()).slice(-4000);
  });
  return {
    send: (message) => {
      if (child.connected) child.send(message as object); // every message is an object of messages.ts
    },
    onMessage: (listener) => child.on('message', listener),
    onClose: (listener) => {
      child.once('close', (code, signal) => {
        const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
        const words = lastLines(lastWords);
        listener(words === '' ? how : `${how}; its last words: ${words}`);
      });
      child.once('error', (error) => listener(error.message));
    },
    kill: () => child.kill('SIGKILL'),
    pid: child.pid ?? null,
  };
}

/** Of what the child wrote at the end, the lines that say why; TensorFlow's own notices are not among them. */
function lastLines(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(WARNING|[IW]0000 |at |Node\.js v)/.test(line));
  const told = lines.filter((line) => /error|terminate|fatal|assert|check failed/i.test(line));
  return (told.length > 0 ? told : lines).slice(-2).join(' | ');
}
