import { InputAdornment, TextField } from '@mui/material';
import { type KeyboardEvent, useState } from 'react';
import { isNumberSource, numberSource, type WrittenValue } from '#shared/config/edit/value-source.ts';
import { type ControlProps, isLocked } from './control.ts';

/** A number as it is typed: what stands in the field stands in the text, "1e-4" as well as "0.0001". */
export function NumberControl({ state, ids, onChange }: ControlProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = sourceOfValue(state.value);
  const change = (text: string) => {
    setTyped(text);
    onChange(writtenAs(text));
  };
  const step = (event: KeyboardEvent, by: 1 | -1) => {
    if (state.field.kind === 'number' || typeof state.value !== 'number' || event.altKey) return;
    event.preventDefault();
    change(String(state.value + by));
  };
  return (
    <TextField
      fullWidth
      value={typed ?? shown}
      error={state.problem !== null}
      disabled={isLocked(state)}
      onChange={({ target }) => change(target.value)}
      onFocus={({ target }) => target.select()}
      onBlur={() => setTyped(null)}
      onKeyDown={(event) => {
        if (event.key === 'ArrowUp') step(event, 1);
        if (event.key === 'ArrowDown') step(event, -1);
      }}
      slotProps={{
        htmlInput: {
          inputMode: state.field.kind === 'number' ? 'decimal' : 'numeric',
          spellCheck: false,
          autoComplete: 'off',
          'aria-labelledby': ids.label,
          'aria-describedby': ids.description,
        },
        input: {
          endAdornment:
            state.field.unit === null ? null : <InputAdornment position="end">{state.field.unit}</InputAdornment>,
        },
      }}
    />
  );
}

const sourceOfValue = (value: unknown): string =>
  typeof value === 'number' ? numberSource(value) : value === null || value === undefined ? '' : String(value);

/** What is no number goes into the text too, where it is marked: nothing that was typed disappears. */
function writtenAs(text: string): WrittenValue {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return isNumberSource(trimmed) ? { source: trimmed } : trimmed;
}
