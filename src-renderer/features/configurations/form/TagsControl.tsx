import { Autocomplete, TextField } from '@mui/material';
import type { ControlProps } from './control.ts';

/** Words, each ended with Enter. */
export function TagsControl({ state, ids, onChange }: ControlProps) {
  const tags = Array.isArray(state.value) ? state.value.map(String) : [];
  return (
    <Autocomplete
      id={ids.control}
      multiple
      freeSolo
      autoSelect
      options={state.suggestions.filter((name) => !tags.includes(name))}
      value={tags}
      disabled={state.isLocked}
      onChange={(_, chosen) => onChange(chosen.map((tag) => tag.trim()).filter((tag) => tag !== ''))}
      renderInput={(params) => (
        <TextField
          {...params}
          error={state.problem !== null}
          placeholder={tags.length === 0 ? 'Type a word, then Enter' : ''}
          slotProps={{
            ...params.slotProps,
            htmlInput: {
              ...params.slotProps.htmlInput,
              'aria-describedby': ids.description,
            },
          }}
        />
      )}
    />
  );
}
