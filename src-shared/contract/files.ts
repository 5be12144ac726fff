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

export const files = {
  /** `path` null = the working directory. @throws file_not_found, file_invalid (not a folder, not readable) */
  browse: procedure.input(z.object({ path: z.string().max(4096).nullable() })).output(FolderListing),
  /** Begins to take dropped files into the workspace, where a browser names no path: answers with a token for `upload`. */
  beginUpload: procedure
    .input(z.object({ name: z.string().min(1).max(100) }))
    .output(z.object({ uploadId: z.string() })),
  /** One file of a drop; `path` is relative inside the drop. @throws file_invalid (over the limit, a path that climbs) */
  upload: procedure
    .input(z.object({ uploadId: z.string(), path: z.string().min(1).max(1024), file: z.instanceof(Blob) }))
    .output(z.void()),
  /** The folder or CSV that the drop has become, to go on with like any other path. */
  endUpload: procedure.input(z.object({ uploadId: z.string() })).output(z.object({ path: z.string() })),
};
