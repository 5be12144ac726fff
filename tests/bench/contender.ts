/** A contender of the bench: a process of its own that lives as long as the rows it takes part in, and works only when asked. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { AppError } from '#shared/errors.ts';
import { type Answer, decodeLine, encodeLine, parseReply, type Ready, type Reply, type Task } from './protocol.ts';

export type Contender = {
  readonly name: string;
  readonly ready: Ready;
  readonly run: (task: Task) => Promise<Answer>;
  /** Ends the process and waits until it is gone, so that the next ones have the memory. */
  readonly close: () => Promise<void>;
};

export type ContenderCommand = {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
};

/** Starts the process and waits for its first line. @throws engine_died with the end of its stderr */
export async function startContender({
  name,
  command,
  arguments: args,
  environment,
}: ContenderCommand): Promise<Contender> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
  const replies = readReplies(child, name);
  const first = await replies.next();
  if (first.kind !== 'ready')
    throw new AppError('internal', `${name} answered before it was ready: ${JSON.stringify(first)}.`);
  return {
    name,
    ready: first.ready,
    run: async (task) => {
      child.stdin.write(encodeLine(task));
      const reply = await replies.next();
      if (reply.kind === 'failed')
        throw new AppError('engine_failed', `${name} failed at ${task.kind}: ${reply.message}`);
      if (reply.kind !== 'answer')
        throw new AppError('internal', `${name} answered ${task.kind} with "${reply.kind}".`);
      return reply.answer;
    },
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}

/** Lines that stderr may keep: enough to say why a process ended. */
const STDERR_LINES = 20;

function readReplies(
  child: ChildProcessByStdio<Writable, Readable, Readable>,
  name: string,
): { next: () => Promise<Reply> } {
  const stderr: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    stderr.push(line);
    if (stderr.length > STDERR_LINES) stderr.shift();
  });
  // Writing to a process that is gone: its stdout ends as well, which `next` tells.
  child.stdin.on('error', (error) => stderr.push(error.message));
  const spawned = new Promise<never>((_, reject) => {
    child.once('error', (cause) =>
      reject(new AppError('engine_died', `${name} could not be started: ${cause.message}.`, { cause })),
    );
  });
  spawned.catch(() => undefined); // it is awaited beside each reply below; without one under way nobody waits for it
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    next: async () => {
      for (;;) {
        const { value, done } = await Promise.race([lines.next(), spawned]);
        if (done === true)
          throw new AppError('engine_died', `${name} ended without an answer.`, { hint: stderr.join('\n') });
        const message = decodeLine(value);
        if (message !== null) return parseReply(message, name);
      }
    },
  };
}
