import BrowseIcon from '@mui/icons-material/FolderOpenOutlined';
import {
  FormControl,
  FormControlLabel,
  FormLabel,
  IconButton,
  MenuItem,
  Radio,
  RadioGroup,
  Stack,
  TextField,
  Tooltip,
} from '@mui/material';
import { useState } from 'react';
import { FilePicker } from '#renderer/components/file-picker/FilePicker.tsx';
import { plural } from '#renderer/components/format.ts';
import { useDatasets } from '#renderer/features/runs/queries.ts';

export type TestFaces =
  /** Those that the run validates on. */
  | { readonly kind: 'valid' }
  /** Of a data set of the workspace, or of any CSV. */
  | { readonly kind: 'dataset' | 'csv'; readonly csvPath: string };

export type FacesChoiceProps = {
  readonly validCount: number;
  readonly faces: TestFaces;
  readonly onChange: (faces: TestFaces) => void;
};

/** On which faces. */
export function FacesChoice({ validCount, faces, onChange }: FacesChoiceProps) {
  const datasets = useDatasets().data ?? [];
  const choose = (kind: TestFaces['kind']) => {
    if (kind === 'valid') onChange({ kind });
    else onChange({ kind, csvPath: kind === 'dataset' ? (datasets[0]?.csvPath ?? '') : '' });
  };
  return (
    <FormControl>
      <FormLabel id="test-faces">Faces</FormLabel>
      <RadioGroup
        aria-labelledby="test-faces"
        value={faces.kind}
        onChange={(_, kind) => choose(kind as TestFaces['kind'])}
      >
        <FormControlLabel
          value="valid"
          control={<Radio />}
          label={`Those it validates on (${plural(validCount, 'face')})`}
        />
        <FormControlLabel
          value="dataset"
          control={<Radio />}
          disabled={datasets.length === 0}
          label="All faces of a data set"
        />
        {faces.kind === 'dataset' && (
          <TextField
            select
            value={faces.csvPath}
            onChange={({ target }) => onChange({ kind: 'dataset', csvPath: target.value })}
            slotProps={{ htmlInput: { 'aria-label': 'Data set' } }}
            sx={{ ml: 4, mb: 1 }}
          >
            {datasets.map(({ id, name, csvPath, imageCount }) => (
              <MenuItem key={id} value={csvPath}>
                {name} ({plural(imageCount, 'face')})
              </MenuItem>
            ))}
          </TextField>
        )}
        <FormControlLabel value="csv" control={<Radio />} label="Those of a CSV" />
        {faces.kind === 'csv' && (
          <CsvPath csvPath={faces.csvPath} onChange={(csvPath) => onChange({ kind: 'csv', csvPath })} />
        )}
      </RadioGroup>
    </FormControl>
  );
}

type CsvPathProps = { readonly csvPath: string; readonly onChange: (csvPath: string) => void };

function CsvPath({ csvPath, onChange }: CsvPathProps) {
  const [isBrowsing, setBrowsing] = useState(false);
  return (
    <Stack direction="row" spacing={0.5} sx={{ ml: 4, alignItems: 'center' }}>
      <TextField
        autoFocus
        fullWidth
        value={csvPath}
        placeholder="/data/faces/test.csv"
        onChange={({ target }) => onChange(target.value)}
        slotProps={{ htmlInput: { 'aria-label': 'Path of the CSV', spellCheck: false, autoComplete: 'off' } }}
      />
      <Tooltip title="Browse">
        <IconButton aria-label="Browse for a CSV" onClick={() => setBrowsing(true)}>
          <BrowseIcon fontSize="small" />
        </IconButton>
      </Tooltip>
      {isBrowsing && (
        <FilePicker
          open
          kinds={['csv']}
          startPath={csvPath === '' ? null : csvPath}
          title="Faces to test on"
          onClose={() => setBrowsing(false)}
          onPick={(path) => {
            onChange(path);
            setBrowsing(false);
          }}
        />
      )}
    </Stack>
  );
}
