import { MenuItem, TextField } from '@mui/material';
import type { ControlProps } from './control.ts';

export function ChoiceControl({ state, ids, onChange }: ControlProps) {
  const { field, value } = state;
  if (field.kind !== 'choice') return null;
  const current = String(value ?? '');
  const known = field.choices.map(String);
  const options = known.includes(current) ? known : [current, ...known];
  return (
    <TextField
      select
      fullWidth
      value={current}
      error={state.problem !== null}
      disabled={state.isLocked}
      onChange={({ target }) => {
        const chosen = field.choices.find((option) => String(option) === target.value);
        if (chosen !== undefined) onChange(chosen);
      }}
      slotProps={{
        select: { SelectDisplayProps: { 'aria-labelledby': ids.label, 'aria-describedby': ids.description } },
      }}
    >
      {options.map((option) => (
        <MenuItem key={option} value={option} disabled={!known.includes(option)}>
          {option === '' ? '(nothing)' : option}
        </MenuItem>
      ))}
    </TextField>
  );
}
