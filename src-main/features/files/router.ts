import { os } from '../procedures.ts';
import { browse, findEntry } from './browse.ts';
import { createUploads } from './uploads.ts';

export type FilesDependencies = { readonly workspace: string };

export function createFilesRouter({ workspace }: FilesDependencies) {
  const uploads = createUploads({ workspace });
  const options = { workspace, workingDirectory: process.cwd() };
  return os.files.router({
    browse: os.files.browse.handler(({ input }) => browse(input.path, options)),
    find: os.files.find.handler(({ input }) => findEntry(input.path, options)),
    beginUpload: os.files.beginUpload.handler(async ({ input }) => ({ uploadId: await uploads.begin(input.name) })),
    upload: os.files.upload.handler(({ input }) => uploads.add(input)),
    endUpload: os.files.endUpload.handler(async ({ input }) => ({ path: await uploads.end(input.uploadId) })),
    cancelUpload: os.files.cancelUpload.handler(({ input }) => uploads.cancel(input.uploadId)),
  });
}
