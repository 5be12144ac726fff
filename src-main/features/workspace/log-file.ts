/** A file of lines that does not grow without end: over the limit it becomes `<file>.1`, whose predecessor goes. */
import { closeSync, fstatSync, openSync, readSync, renameSync, writeSync } from 'node:fs';

export type LogFile = {
  /** One line, with its line feed; in the file when the call returns. @throws where the disk is full */
  readonly write: (line: string) => void;
  readonly close: () => void;
};

export function openLogFile(file: string, { maxBytes }: { readonly maxBytes: number }): LogFile {
  let descriptor = openSync(file, 'a');
  let sizeBytes = fstatSync(descriptor).size;
  let isOpen = true;
  const turnOver = () => {
    closeSync(descriptor);
    renameSync(file, `${file}.1`);
    descriptor = openSync(file, 'a');
    sizeBytes = 0;
  };
  return {
    write: (line) => {
      if (!isOpen) return; // what still happens after the end has nowhere to go
      if (sizeBytes > maxBytes) turnOver();
      sizeBytes += writeSync(descriptor, line);
    },
    close: () => {
      if (isOpen) closeSync(descriptor);
      isOpen = false;
    },
  };
}

/** The whole lines among the last `maxBytes` of a file; none where there is no file. */
export function lastLines(file: string, { maxBytes }: { readonly maxBytes: number }): readonly string[] {
  const descriptor = openIfThere(file);
  if (descriptor === null) return [];
  try {
    const { size } = fstatSync(descriptor);
    const length = Math.min(size, maxBytes);
    const tail = Buffer.alloc(length);
    readSync(descriptor, tail, 0, length, size - length);
    const lines = tail.toString('utf8').split('\n');
    if (length < size) lines.shift(); // its beginning was cut off
    return lines.filter((line) => line !== '');
  } finally {
    closeSync(descriptor);
  }
}

function openIfThere(file: string): number | null {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
