import { Alert, AlertTitle } from '@mui/material';
import type { RefusedFile } from './queries.ts';

/** Files that could not be tried, each with what is wrong with it. */
export function RefusedFiles({ files }: { readonly files: readonly RefusedFile[] }) {
  if (files.length === 0) return null;
  return (
    <Alert severity="warning" variant="outlined">
      <AlertTitle>{files.length === 1 ? 'One file was not tried' : `${files.length} files were not tried`}</AlertTitle>
      {files.map(({ name, problem }) => (
        <div key={name}>
          {name}: {problem}
        </div>
      ))}
    </Alert>
  );
}
