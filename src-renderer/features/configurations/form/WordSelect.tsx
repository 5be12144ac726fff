import { MenuItem, TextField } from '@mui/material';
import type { ControlProps } from './control.ts';

export type WordSelectProps = Pick<ControlProps, 'state' | 'ids'> & {
  readonly current: string;
  readonly known: readonly string[];
  readonly onChange: (word: string) => void;
};

/** One of some words; what stands in the text and is none of them is shown, and cannot be chosen again. */
export function WordSelect({ state, ids, current, known, onChange }: WordSelectProps) {
  return (
    <TextField
      select
      fullWidth
      value={current}
      error={state.problem !== null}
      disabled={state.isLocked}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{
        select: { SelectDisplayProps: { 'aria-labelledby': ids.label, 'aria-describedby': ids.description } },
      }}
    >
      {(known.includes(current) ? known : [current, ...known]).map((option) => (
        <MenuItem key={option} value={option} disabled={!known.includes(option)}>
          {option === '' ? '(nothing)' : option}
        </MenuItem>
      ))}
    </TextField>
  );
}
