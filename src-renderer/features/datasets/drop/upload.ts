/** Carries a drop over to the back end: a few files at a time, large ones in parts. */
import { MOST_PART_BYTES } from '#shared/contract/files.ts';
import type { Drop, DroppedFile } from './dropped-files.ts';

export type UploadProgress = { readonly doneBytes: number; readonly totalBytes: number; readonly doneFiles: number };

/** The part of the contract that it needs. */
export type UploadClient = {
  readonly beginUpload: (input: { name: string }, options: Options) => Promise<{ uploadId: string }>;
  readonly upload: (
    input: { uploadId: string; path: string; offset: number; sizeBytes: number; file: Blob },
    options: Options,
  ) => Promise<void>;
  readonly endUpload: (input: { uploadId: string }, options: Options) => Promise<{ path: string }>;
  readonly cancelUpload: (input: { uploadId: string }) => Promise<void>;
};

type Options = { readonly signal: AbortSignal };

export type UploadOptions = Options & {
  readonly client: UploadClient;
  readonly onProgress: (progress: UploadProgress) => void;
};

const FILES_AT_ONCE = 4;

/** The path of what the drop has become. Where it fails or is stopped, nothing of it stays. */
export async function uploadDrop(
  { name, files }: Drop,
  { client, onProgress, signal }: UploadOptions,
): Promise<string> {
  const { uploadId } = await client.beginUpload({ name: name.slice(0, 100) }, { signal });
  const totalBytes = files.reduce((sum, { file }) => sum + file.size, 0);
  let [doneBytes, doneFiles] = [0, 0];
  const send = async ({ path, file }: DroppedFile) => {
    let offset = 0;
    do {
      const part = file.slice(offset, offset + MOST_PART_BYTES);
      await client.upload({ uploadId, path, offset, sizeBytes: file.size, file: part }, { signal });
      offset += part.size;
      doneBytes += part.size;
      onProgress({ doneBytes, totalBytes, doneFiles });
    } while (offset < file.size);
    doneFiles += 1;
    onProgress({ doneBytes, totalBytes, doneFiles });
  };
  const waiting = files.values();
  const work = async () => {
    for (const file of waiting) await send(file); // the workers share one iterator
  };
  try {
    await Promise.all(Array.from({ length: FILES_AT_ONCE }, work));
    return (await client.endUpload({ uploadId }, { signal })).path;
  } catch (error) {
    await client.cancelUpload({ uploadId }).catch(() => undefined); // the error that led here is the one to tell
    throw error;
  }
}
