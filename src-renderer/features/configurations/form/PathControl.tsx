import BrowseIcon from '@mui/icons-material/FolderOpenOutlined';
import { Autocomplete, IconButton, Stack, TextField, Tooltip } from '@mui/material';
import { useState } from 'react';
import { FilePicker } from '#renderer/components/file-picker/FilePicker.tsx';
import { useDatasets } from '../queries.ts';
import type { ControlProps } from './control.ts';

/** A path, typed or browsed for; for faces also one of the workspace's data sets. */
export function PathControl({ state, ids, onChange }: ControlProps) {
  const [isOpen, setOpen] = useState(false);
  const { field, value } = state;
  if (field.kind !== 'path') return null;
  const shown = value === null || value === undefined ? '' : String(value);
  const isCsv = field.extensions.includes('csv');
  const kind = field.extensions.length === 0 ? 'folder' : isCsv ? 'csv' : 'weights';
  return (
    <Stack direction="row" spacing={0.5} sx={{ alignItems: 'center' }}>
      {isCsv ? (
        <CsvField state={state} ids={ids} onChange={onChange} />
      ) : (
        <TextField
          fullWidth
          value={shown}
          error={state.problem !== null}
          disabled={state.isLocked}
          onChange={({ target }) => onChange(target.value)}
          slotProps={{ htmlInput: inputProps(ids) }}
        />
      )}
      <Tooltip title="Browse">
        <span>
          <IconButton
            aria-label={`Browse for ${field.title.toLowerCase()}`}
            disabled={state.isLocked}
            onClick={() => setOpen(true)}
          >
            <BrowseIcon fontSize="small" />
          </IconButton>
        </span>
      </Tooltip>
      {isOpen && (
        <FilePicker
          open
          kinds={[kind]}
          startPath={shown === '' ? null : shown}
          title={field.title}
          onClose={() => setOpen(false)}
          onPick={(path) => {
            onChange(path);
            setOpen(false);
          }}
        />
      )}
    </Stack>
  );
}

const inputProps = (ids: ControlProps['ids']) => ({
  spellCheck: false,
  autoComplete: 'off',
  id: ids.control,
  'aria-describedby': ids.description,
});

/** The workspace's CSVs are offered below the field. */
function CsvField({ state, ids, onChange }: ControlProps) {
  const datasets = useDatasets().data ?? [];
  const names = new Map(datasets.map(({ csvPath, name, imageCount }) => [csvPath, `${name}, ${imageCount} faces`]));
  return (
    <Autocomplete
      id={ids.control}
      freeSolo
      fullWidth
      options={[...names.keys()]}
      filterOptions={(options) => options} // few, and all of use whatever stands there now
      inputValue={state.value === null || state.value === undefined ? '' : String(state.value)}
      disabled={state.isLocked}
      disableClearable
      onInputChange={(_, text, reason) => {
        if (reason !== 'reset') onChange(text);
      }}
      onChange={(_, chosen) => onChange(chosen)}
      renderOption={({ key, ...props }, option) => (
        <li key={key} {...props}>
          <Stack sx={{ minWidth: 0 }}>
            <span>{names.get(option)}</span>
            <span className="path">{option}</span>
          </Stack>
        </li>
      )}
      slotProps={{ listbox: { sx: { '& .path': { typography: 'caption', color: 'text.secondary' } } } }}
      renderInput={(params) => (
        <TextField
          {...params}
          error={state.problem !== null}
          slotProps={{ ...params.slotProps, htmlInput: { ...params.slotProps.htmlInput, ...inputProps(ids) } }}
        />
      )}
    />
  );
}
