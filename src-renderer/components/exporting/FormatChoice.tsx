import { FormControlLabel, Radio, RadioGroup, Typography } from '@mui/material';

export type FormatChoiceProps<T extends string> = {
  readonly value: T;
  readonly formats: readonly (readonly [format: T, title: string, words: string])[];
  readonly onChange: (format: T) => void;
};

/** What an export makes: each with what it is for. */
export function FormatChoice<T extends string>({ value, formats, onChange }: FormatChoiceProps<T>) {
  return (
    <RadioGroup
      aria-label="As what"
      value={value}
      onChange={(_, chosen) => onChange(chosen as T)} // one of them
      sx={{ gap: 1 }}
    >
      {formats.map(([each, title, words]) => (
        <FormControlLabel
          key={each}
          value={each}
          control={<Radio />}
          label={
            <span>
              {title}{' '}
              <Typography component="span" variant="body2" sx={{ color: 'text.secondary' }}>
                {words}
              </Typography>
            </span>
          }
        />
      ))}
    </RadioGroup>
  );
}
