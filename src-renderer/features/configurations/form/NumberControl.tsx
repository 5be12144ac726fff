import { InputAdornment, TextField } from '@mui/material';
import { type KeyboardEvent, useState } from 'react';
import { isNumberSource, numberSource } from '#shared/config/edit/value-source.ts';
import type { ControlProps } from './control.ts';

/** A number as it is typed: what stands in the field stands in the text, "1e-4" as well as "0.0001". */
export function NumberControl({ state, ids, onChange }: ControlProps) {
  const [typed, setTyped] = useState('');
  // The spelling that was typed, as long as it is what the text holds: an undo, or a change in the text, shows here at once.
  const shown = JSON.stringify(readAs(typed)) === JSON.stringify(state.value) ? typed : sourceOfValue(state.value);
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
      value={shown}
      error={state.problem !== null}
      disabled={state.isLocked}
      onChange={({ target }) => change(target.value)}
      onFocus={({ target }) => target.select()}
      onKeyDown={(event) => {
        if (event.key === 'ArrowUp') step(event, 1);
        if (event.key === 'ArrowDown') step(event, -1);
      }}
      slotProps={{
        htmlInput: {
          inputMode: state.field.kind === 'number' ? 'decimal' : 'numeric',
          spellCheck: false,
          autoComplete: 'off',
          id: ids.control,
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

/** The value that a typed text becomes. */
function readAs(text: string): string | number | null {
  const written = writtenAs(text);
  return typeof written === 'string' || written === null ? written : Number(written.source);
}

/** What is no number goes into the text too, where it is marked: nothing that was typed disappears. */
function writtenAs(text: string): string | null | { readonly source: string } {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return isNumberSource(trimmed) ? { source: trimmed } : trimmed;
}
