/** Choosing files on the machine that the program runs on: a page, so that a browser on the loopback host has it as well as the window. */
import { z } from 'zod';
import { procedure } from './procedure.ts';

export const FolderEntry = z.object({
  name: z.string(),
  /** Absolute. */
  path: z.string(),
  kind: z.enum(['folder', 'csv', 'image', 'weights', 'yaml', 'other']),
  sizeBytes: z.number().nullable(),
  changedAtMs: z.number().nullable(),
});
export type FolderEntry = z.infer<typeof FolderEntry>;

export const FolderListing = z.object({
  path: z.string(),
  parent: z.string().nullable(),
  /** Where to begin: home, working directory, workspace. */
  places: z.array(z.object({ name: z.string(), path: z.string() })),
  /** Folders first, then by name. Hidden ones are left out. */
  entries: z.array(FolderEntry),
  /** More than the most that are listed. */
  isCut: z.boolean(),
});
export type FolderListing = z.infer<typeof FolderListing>;

/** What a file may have at most. A larger one is refused before it is sent. */
export const MOST_UPLOAD_BYTES = { image: 64 * 2 ** 20, csv: 512 * 2 ** 20 } as const;
/** What one call of `upload` may bring: a larger file comes in parts. */
export const MOST_PART_BYTES = 4 * 2 ** 20;

export const files = {
  /** `path` null = the working directory; "~" is the home folder. @throws file_not_found, file_invalid (not a folder, not readable) */
  browse: procedure.input(z.object({ path: z.string().max(4096).nullable() })).output(FolderListing),
  /** What stands at a path that somebody typed. @throws file_not_found, file_invalid */
  find: procedure.input(z.object({ path: z.string().min(1).max(4096) })).output(FolderEntry),
  /** Begins to take dropped files into the workspace, where a browser names no path: answers with a token for `upload`. */
  beginUpload: procedure
    .input(z.object({ name: z.string().min(1).max(100) }))
    .output(z.object({ uploadId: z.string() })),
  /**
   * One file of a drop, or a part of it; `path` is relative inside the drop, `offset` where the part begins: parts come in their order.
   * @throws file_invalid (over the limit, neither image nor CSV, a path that climbs), conflict (a part that does not follow the one before), not_found
   */
  upload: procedure
    .input(
      z.object({
        uploadId: z.string(),
        path: z.string().min(1).max(1024),
        offset: z.int().min(0),
        /** Of the whole file. */
        sizeBytes: z.int().min(0),
        file: z.instanceof(Blob),
      }),
    )
    .output(z.void()),
  /** The CSV that the drop held at its top, or its folder, to go on with like any other path. @throws conflict (a file is not complete), data_invalid (nothing in it) */
  endUpload: procedure.input(z.object({ uploadId: z.string() })).output(z.object({ path: z.string() })),
  /** Throws away what was sent. */
  cancelUpload: procedure.input(z.object({ uploadId: z.string() })).output(z.void()),
};
