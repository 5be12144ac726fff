import { MenuItem, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { FILE_PROPERTIES, type GalleryFilter } from '#shared/contract/predictions.ts';
import { FILE_TITLES } from '../words.ts';
import { RangeForm } from './RangeForm.tsx';

type FileCondition = NonNullable<GalleryFilter['file']>;
export type FileFormProps = {
  readonly file: FileCondition | undefined;
  readonly onApply: (file: FileCondition) => void;
};

/** A number about the file, and a range of it. */
export function FileForm({ file, onApply }: FileFormProps) {
  const [property, setProperty] = useState<FileCondition['property']>(file?.property ?? 'sizeBytes');
  const isMeasured = property !== 'sizeBytes' && property !== 'pixels';
  return (
    <Stack>
      <TextField
        select
        label="Of the file"
        value={property}
        onChange={({ target }) => setProperty(target.value as FileCondition['property'])} // of FILE_PROPERTIES
        sx={{ m: 2, mb: 0 }}
      >
        {FILE_PROPERTIES.map((name) => (
          <MenuItem key={name} value={name}>
            {FILE_TITLES[name]}
          </MenuItem>
        ))}
      </TextField>
      <RangeForm
        key={property}
        title={FILE_TITLES[property]}
        range={file?.property === property ? file.range : undefined}
        onApply={(range) => onApply({ property, range })}
      />
      {isMeasured && (
        <Typography variant="caption" sx={{ px: 2, pb: 2, color: 'text.secondary' }}>
          Known for faces that the data set’s check for shortcuts has looked at.
        </Typography>
      )}
    </Stack>
  );
}
