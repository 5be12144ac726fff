/** Carries pictures over to the back end, one after another; one that it does not take is named with its sentence, and the others go on. */
import { describeError } from '#renderer/api/errors.ts';
import { MOST_PART_BYTES } from '#shared/contract/files.ts';
import { AppError } from '#shared/errors.ts';

/** The part of the contract that it needs. */
export type UploadClient = {
  readonly beginUpload: (input: { name: string }) => Promise<{ uploadId: string }>;
  readonly upload: (input: {
    uploadId: string;
    path: string;
    offset: number;
    sizeBytes: number;
    file: Blob;
  }) => Promise<void>;
  readonly endUpload: (input: { uploadId: string }) => Promise<{ path: string }>;
  readonly cancelUpload: (input: { uploadId: string }) => Promise<void>;
};

export type UploadedPictures = {
  /** The folder that holds them. */
  readonly path: string;
  readonly refused: readonly { readonly name: string; readonly problem: string }[];
};

/** The back end takes folders of this name away again when the try is forgotten. */
const NAME = 'tried images';
const IMAGE_NAME = /\.(?:jpe?g|png|webp|bmp)$/i;

/** @throws what the back end says; data_invalid where no file was taken */
export async function uploadPictures(files: readonly File[], client: UploadClient): Promise<UploadedPictures> {
  const { uploadId } = await client.beginUpload({ name: NAME });
  const refused: { name: string; problem: string }[] = [];
  try {
    for (const [index, file] of files.entries()) {
      const problem = await send(file, { index, uploadId, client });
      if (problem !== null) refused.push({ name: file.name, problem });
    }
    if (refused.length === files.length)
      throw new AppError('data_invalid', refused.map(({ name, problem }) => `"${name}": ${problem}`).join('\n'), {
        hint: 'JPEG, PNG, WebP and BMP are read.',
      });
    return { path: (await client.endUpload({ uploadId })).path, refused };
  } catch (error) {
    await client.cancelUpload({ uploadId }).catch(() => undefined); // the error that led here is the one to tell
    throw error;
  }
}

type Sending = { readonly index: number; readonly uploadId: string; readonly client: UploadClient };

/** What is wrong with it; null = it is there. Two files of one name get folders of their own. */
async function send(file: File, { index, uploadId, client }: Sending): Promise<string | null> {
  if (!IMAGE_NAME.test(file.name)) return 'It is neither JPEG, PNG, WebP nor BMP by its name.';
  if (file.size === 0) return 'It is empty.';
  const path = `${String(index + 1).padStart(3, '0')}/${file.name}`;
  try {
    for (let offset = 0; offset < file.size; offset += MOST_PART_BYTES) {
      const part = file.slice(offset, offset + MOST_PART_BYTES);
      await client.upload({ uploadId, path, offset, sizeBytes: file.size, file: part });
    }
    return null;
  } catch (error) {
    return describeError(error).message;
  }
}
