/** The engine's process: takes one job at a time, reports facts, and ends with its parent. */
import { parentPort } from '#main/processes/parent-port.ts';
import { AppError, serializeError } from '#shared/errors.ts';
import { runJob } from './jobs.ts';
import { type FromEngine, ToEngine } from './messages.ts';

const port = parentPort();
const send = (message: FromEngine) => port.send(message);

let current: { readonly jobId: number; readonly stop: AbortController } | null = null;

process.on('SIGINT', () => undefined); // where it is not in a process group of its own
port.onGone(() => process.exit(0)); // no orphan: what is on disk is whole
port.onMessage((raw) => {
  const message = ToEngine.parse(raw);
  if (message.kind === 'stop') {
    if (current?.jobId === message.jobId) current.stop.abort();
    return;
  }
  if (current !== null) {
    const error = serializeError(new AppError('conflict', 'The engine is at work on another job.'));
    send({ kind: 'failed', jobId: message.jobId, error });
    return;
  }
  const { jobId, job } = message;
  const stop = new AbortController();
  current = { jobId, stop };
  runJob(job, { report: (fact) => send({ kind: 'fact', jobId, fact }), signal: stop.signal })
    .then((result) => send({ kind: 'done', jobId, result }))
    .catch((error: unknown) => send({ kind: 'failed', jobId, error: serializeError(error) }))
    .finally(() => {
      current = null;
    });
});
send({ kind: 'ready' });
