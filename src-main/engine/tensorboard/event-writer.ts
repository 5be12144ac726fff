/** Event files that TensorBoard reads. Each start of a run writes a new one; TensorBoard shows a folder's files as one run. */
import { randomUUID } from 'node:crypto';
import { appendFile, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { AppError, assert } from '#shared/errors.ts';
import { encodeFileVersion, encodeSummary } from './event.ts';
import { histogramOf } from './histogram.ts';
import { frameRecord } from './record.ts';

export type EventWriter = {
  readonly scalar: (tag: string, value: number, step: number) => void;
  readonly histogram: (tag: string, values: Float32Array, step: number) => void;
  /** Appends what came since the last flush: whole records, so that a reader meets no half one. @throws disk_full, file_invalid */
  readonly flush: () => Promise<void>;
  /** Flushes; nothing can be written after it. */
  readonly close: () => Promise<void>;
};

export type EventWriterOptions = {
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  readonly hostname?: string;
};

/** Touches no file before the first flush. */
export function createEventWriter(
  folder: string,
  { clock = Date.now, hostname = os.hostname() }: EventWriterOptions = {},
): EventWriter {
  const file = newFile(folder, { startedMs: clock(), hostname });
  let pending: Uint8Array[] = [frameRecord(encodeFileVersion(clock()))];
  let writing = Promise.resolve();
  let isClosed = false;

  const add = (event: Uint8Array) => {
    assert(!isClosed, 'nothing is written to a closed event file');
    pending.push(frameRecord(event));
  };
  const flush = () => {
    const bytes = Buffer.concat(pending);
    pending = [];
    writing = writing.then(() => append(file, bytes)); // one after the other, in the order of the calls
    return writing;
  };
  return {
    scalar: (tag, value, step) =>
      add(encodeSummary({ timeMs: clock(), step, tag, content: { kind: 'scalar', value } })),
    histogram: (tag, values, step) =>
      add(
        encodeSummary({ timeMs: clock(), step, tag, content: { kind: 'histogram', histogram: histogramOf(values) } }),
      ),
    flush,
    close: () => {
      isClosed = true;
      return flush();
    },
  };
}

/** TensorBoard takes files with "tfevents" in their name and reads them in the order of their names: seconds first. */
function newFile(folder: string, { startedMs, hostname }: { startedMs: number; hostname: string }): string {
  const seconds = String(Math.floor(startedMs / 1000)).padStart(10, '0');
  const host = hostname.replaceAll(/[^\w.-]/g, '_');
  return path.join(folder, `events.out.tfevents.${seconds}.${host}.${process.pid}.${randomUUID().slice(0, 8)}`);
}

async function append(file: string, bytes: Uint8Array): Promise<void> {
  if (bytes.length === 0) return;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await appendFile(file, bytes);
  } catch (cause) {
    const isFull = ['ENOSPC', 'EDQUOT'].includes((cause as NodeJS.ErrnoException).code ?? '');
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      isFull ? 'disk_full' : 'file_invalid',
      `TensorBoard's event file "${file}" was not written: ${why}.`,
      {
        hint: isFull ? 'Free some space on that disk, and resume the run.' : 'Check that the folder may be written to.',
        cause,
      },
    );
  }
}
