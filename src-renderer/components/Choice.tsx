import { MenuItem, TextField } from '@mui/material';

export type ChoiceProps = {
  readonly label: string;
  /** Nothing is chosen where it is none of the options. */
  readonly value: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly isDisabled?: boolean;
  readonly onChange: (value: string) => void;
};

/** One of a few, under a label. */
export function Choice({ label, value, options, isDisabled = false, onChange }: ChoiceProps) {
  const isKnown = options.some(([each]) => each === value);
  return (
    <TextField
      select
      fullWidth
      label={label}
      value={isKnown ? value : ''}
      disabled={isDisabled}
      onChange={(event) => onChange(event.target.value)}
    >
      {options.map(([each, words]) => (
        <MenuItem key={each} value={each}>
          {words}
        </MenuItem>
      ))}
    </TextField>
  );
}
