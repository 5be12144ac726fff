import { Alert, Box, Button, Stack } from '@mui/material';
import { useState } from 'react';
import { FilePicker } from '#renderer/components/file-picker/FilePicker.tsx';
import { formatCount, plural } from '#renderer/components/format.ts';
import type { Inspection } from '#shared/contract/datasets.ts';

export type FilesFoundProps = {
  readonly inspection: Inspection;
  /** Null = the CSV's own. */
  readonly onFolder: (folder: string | null) => void;
};

/** Whether the images are where the paths say, and the way to say where they are. */
export function FilesFound({ inspection: { source, filesFound }, onFolder }: FilesFoundProps) {
  const [isBrowsing, setBrowsing] = useState(false);
  const { imagesFolder, csvPath } = source;
  if (filesFound === null) return null;
  const { tried, found } = filesFound;
  const start = imagesFolder ?? folderOf(csvPath);
  const isComplete = found === tried;
  return (
    <Alert severity={isComplete ? 'success' : found === 0 ? 'error' : 'warning'} variant="outlined">
      {isComplete
        ? `All ${plural(tried, 'file')} that were tried are there.`
        : `${formatCount(found)} of ${plural(tried, 'file')} that were tried are there.`}
      {(!isComplete || imagesFolder !== null) && (
        <>
          <Box sx={{ mt: 0.5, overflowWrap: 'anywhere' }}>Relative paths start at {start}</Box>
          <Stack direction="row" sx={{ mt: 1, gap: 1, flexWrap: 'wrap' }}>
            <Button color="inherit" variant={found === 0 ? 'outlined' : 'text'} onClick={() => setBrowsing(true)}>
              Choose the images’ folder
            </Button>
            {imagesFolder !== null && (
              <Button color="inherit" onClick={() => onFolder(null)}>
                The CSV’s own folder
              </Button>
            )}
          </Stack>
        </>
      )}
      <FilePicker
        open={isBrowsing}
        kinds={['folder']}
        startPath={start}
        title="Choose the folder in which the paths start"
        onPick={(folder) => {
          setBrowsing(false);
          onFolder(folder);
        }}
        onClose={() => setBrowsing(false)}
      />
    </Alert>
  );
}

const folderOf = (file: string) => file.replace(/[/\\][^/\\]*$/, '') || '/';
