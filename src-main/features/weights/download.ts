/**
 * A file from a server: whole and as expected, or not there. What came before a break, a stop or a full disk is kept, and gone on with by Range where the
 * server says that it is still the same file (RFC 9110, sections 13.1.5 and 14).
 */
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freeBytesAt } from './disk.ts';
import {
  BrokenOff,
  brokenBy,
  brokenOffError,
  diskFullError,
  otherFileError,
  statusError,
  stoppedError,
  writeError,
  wrongHashError,
} from './download-errors.ts';
import { type Expected, findHash } from './file-hash.ts';
import { claimPartial, type PartialFile } from './partial.ts';
import { request } from './request.ts';

export type Download = {
  readonly address: string;
  /** Where the whole file goes. */
  readonly file: string;
  readonly expected: Expected;
  /** About; the server's answer says it exactly. */
  readonly sizeBytes: number;
};

export type Received = { readonly doneBytes: number; readonly totalBytes: number };

export type Pace = {
  /** Without a byte for so long the connection counts as broken. */
  readonly stallMs: number;
  /** Breaks in a row, without a byte in between, after which it gives up; four times as many in all. */
  readonly breaks: number;
  /** Before the first new attempt; each further one waits twice as long. */
  readonly retryMs: number;
  readonly freeBytes: (folder: string) => Promise<number>;
};

export const PACE: Pace = { stallMs: 60_000, breaks: 4, retryMs: 1_000, freeBytes: freeBytesAt };

export type DownloadOptions = {
  readonly signal: AbortSignal;
  readonly onReceived: (received: Received) => void;
  /** A sentence about what is done that one would not expect. */
  readonly onNote?: (text: string) => void;
  readonly pace?: Pace;
};

/** @throws download_failed, file_invalid (another hash: the file is removed), disk_full, cancelled (`signal`) */
export async function download(task: Download, options: DownloadOptions): Promise<void> {
  const pace = options.pace ?? PACE;
  const name = path.basename(task.file);
  const partial = await claimPartial(task.file).catch((cause: unknown) => {
    throw writeError(task.file, cause, { neededBytes: task.sizeBytes });
  });
  try {
    const wasResumed = await receiveWhole(task, partial, { ...options, pace });
    let found = await findHash(partial.dataFile, task.expected);
    if (!found.fits && wasResumed) {
      options.onNote?.(`${name} has another SHA-256 than it should, perhaps of two halves: once more from the start.`);
      await partial.empty();
      await receiveWhole(task, partial, { ...options, pace });
      found = await findHash(partial.dataFile, task.expected);
    }
    if (!found.fits) {
      await partial.empty();
      throw wrongHashError(name, { from: task.address, expected: found.expected, found: found.sha256 });
    }
    await partial.finish(task.file);
  } finally {
    await partial.release();
  }
}

type Settings = DownloadOptions & { readonly pace: Pace };

/** Attempts until nothing is missing. Returns whether any began in the middle. */
async function receiveWhole(task: Download, partial: PartialFile, settings: Settings): Promise<boolean> {
  const { signal, pace } = settings;
  const received = async () => ({
    receivedBytes: await partial.sizeBytes(),
    totalBytes: (await partial.about())?.totalBytes ?? task.sizeBytes,
  });
  let wasResumed = false;
  let [inARow, inAll] = [0, 0];
  for (;;) {
    const before = await partial.sizeBytes();
    try {
      signal.throwIfAborted();
      return (await receive(task, partial, settings)) || wasResumed;
    } catch (error) {
      const name = path.basename(task.file);
      const facts = await received();
      if (signal.aborted) throw stoppedError(name, facts);
      if (!(error instanceof BrokenOff)) throw error;
      if (before > 0) wasResumed = true;
      inARow = facts.receivedBytes > before ? 0 : inARow + 1;
      inAll++;
      if (inARow > pace.breaks || inAll > 4 * pace.breaks) throw brokenOffError(name, { ...facts, cause: error });
      await delay(pace.retryMs * 2 ** inARow, undefined, { signal }).catch(() => undefined); // told above
    }
  }
}

/** One attempt, from where the last one ended. Returns whether it began in the middle. @throws BrokenOff, download_failed, disk_full */
async function receive(task: Download, partial: PartialFile, { signal, onReceived, pace }: Settings): Promise<boolean> {
  const stall = watchStall(pace.stallMs);
  try {
    const { address, file, sizeBytes } = task;
    const [have, about] = [await partial.sizeBytes(), await partial.about()];
    const validator = have > 0 && about?.url === address ? about.validator : null;
    const { response, url } = await request(address, {
      headers: {
        'accept-encoding': 'identity',
        ...(validator === null ? {} : { range: `bytes=${have}-`, 'if-range': validator }),
      },
      signal: AbortSignal.any([signal, stall.signal]),
    });
    const start = startOf(response, have);
    if (start === null) {
      await response.body?.cancel();
      if (response.status !== 206 && response.status !== 416) throw statusError(response.status, url);
      await partial.empty();
      throw new BrokenOff('the server answered with another part than the one asked for');
    }
    const totalBytes = totalOf(response, start);
    try {
      await checkOffer({ totalBytes, start, sizeBytes, url, file, pace });
    } catch (error) {
      await response.body?.cancel();
      throw error;
    }
    await partial.note({ url: address, validator: validatorOf(response), totalBytes });
    await writeBody(response, partial, {
      file,
      start,
      totalBytes: totalBytes ?? sizeBytes,
      isExact: totalBytes !== null,
      onReceived: (received) => {
        stall.heard();
        onReceived(received);
      },
    });
    return start > 0;
  } catch (error) {
    if (error instanceof BrokenOff && stall.signal.aborted)
      throw new BrokenOff(`nothing came for ${pace.stallMs / 1000} s`, { cause: error });
    throw error;
  } finally {
    stall.end();
  }
}

/** The position of the answer's first byte; null where it cannot be used. */
function startOf(response: Response, have: number): number | null {
  if (response.status === 200) return 0;
  if (response.status !== 206) return null;
  const from = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
  return from !== undefined && Number(from) === have ? have : null;
}

function totalOf({ headers }: Response, start: number): number | null {
  const whole = /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1];
  if (whole !== undefined) return Number(whole);
  const length = headers.get('content-length');
  return length === null ? null : start + Number(length);
}

/** A weak ETag does not promise the same bytes. */
function validatorOf({ headers }: Response): string | null {
  const tag = headers.get('etag');
  return tag !== null && !tag.startsWith('W/') ? tag : headers.get('last-modified');
}

/** The size that is known is rounded, and a file of another size is another file. */
const SIZE_TOLERANCE = 0.01;

async function checkOffer(offer: {
  readonly totalBytes: number | null;
  readonly start: number;
  readonly sizeBytes: number;
  readonly url: URL;
  readonly file: string;
  readonly pace: Pace;
}): Promise<void> {
  const { totalBytes, start, sizeBytes, url, file, pace } = offer;
  if (totalBytes !== null && Math.abs(totalBytes - sizeBytes) > SIZE_TOLERANCE * sizeBytes)
    throw otherFileError(url, { offeredBytes: totalBytes, sizeBytes });
  const neededBytes = (totalBytes ?? sizeBytes) - start;
  const freeBytes = await pace.freeBytes(path.dirname(file));
  if (freeBytes < neededBytes) throw diskFullError(file, { neededBytes, freeBytes });
}

type Body = {
  readonly file: string;
  readonly start: number;
  readonly totalBytes: number;
  readonly isExact: boolean;
  readonly onReceived: (received: Received) => void;
};

async function writeBody(response: Response, partial: PartialFile, body: Body): Promise<void> {
  const { file, start, totalBytes, isExact, onReceived } = body;
  const failed = (cause: unknown, doneBytes: number) =>
    writeError(file, cause, { neededBytes: totalBytes - doneBytes });
  await using handle = await partial.open(start > 0 ? 'append' : 'anew').catch((cause: unknown) => {
    throw failed(cause, start);
  });
  let doneBytes = start;
  onReceived({ doneBytes, totalBytes });
  const reader = (response.body ?? new ReadableStream<Uint8Array>()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw brokenBy(error);
      });
      if (done) break;
      await handle.writeFile(value).catch((cause: unknown) => {
        throw failed(cause, doneBytes);
      });
      doneBytes += value.length;
      onReceived({ doneBytes, totalBytes: Math.max(totalBytes, doneBytes) });
    }
    await handle.sync();
  } finally {
    await reader.cancel().catch(() => undefined); // it ended already
  }
  if (isExact && doneBytes < totalBytes) throw new BrokenOff('the connection ended early');
}

function watchStall(stallMs: number) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), stallMs);
  return { signal: controller.signal, heard: () => timer.refresh(), end: () => clearTimeout(timer) };
}
