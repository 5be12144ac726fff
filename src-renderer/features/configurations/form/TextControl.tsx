import { TextField } from '@mui/material';
import type { ControlProps } from './control.ts';

export function TextControl({ state, ids, onChange }: ControlProps) {
  const { field, value } = state;
  const isMultiline = field.kind === 'text' && field.isMultiline;
  return (
    <TextField
      fullWidth
      {...(isMultiline ? { multiline: true, minRows: 2, maxRows: 8 } : {})}
      value={value === null || value === undefined ? '' : String(value)}
      error={state.problem !== null}
      disabled={state.isLocked}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{
        htmlInput: {
          spellCheck: isMultiline,
          autoComplete: 'off',
          id: ids.control,
          'aria-describedby': ids.description,
        },
      }}
    />
  );
}
