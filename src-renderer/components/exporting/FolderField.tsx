import { Button, Stack, TextField } from '@mui/material';
import { useState } from 'react';
import { FilePicker } from '#renderer/components/file-picker/FilePicker.tsx';

export type FolderFieldProps = {
  readonly value: string;
  readonly helperText: string;
  readonly hasError?: boolean;
  readonly onChange: (folder: string) => void;
};

/** A folder of the machine that Facet runs on, typed or looked for. */
export function FolderField({ value, helperText, hasError = false, onChange }: FolderFieldProps) {
  const [isBrowsing, setBrowsing] = useState(false);
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'flex-start' }}>
      <TextField
        fullWidth
        label="Into the folder"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        helperText={helperText}
        error={hasError}
      />
      <Button variant="outlined" color="inherit" onClick={() => setBrowsing(true)}>
        Browse…
      </Button>
      <FilePicker
        open={isBrowsing}
        kinds={['folder']}
        startPath={value === '' ? null : value}
        title="Choose a folder for the export"
        onClose={() => setBrowsing(false)}
        onPick={(path) => {
          setBrowsing(false);
          onChange(path);
        }}
      />
    </Stack>
  );
}
