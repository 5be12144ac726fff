import { TextField } from '@mui/material';
import { type FormEvent, useState } from 'react';

export type ThresholdFieldProps = {
  /** Null = each test's own. */
  readonly threshold: number | null;
  /** Of the first test. */
  readonly own: number;
  readonly onChange: (threshold: number | null) => void;
};

/** A face is called fake from here on. Taken over with Enter, or when the field is left; an empty field is the test's own. */
export function ThresholdField({ threshold, own, onChange }: ThresholdFieldProps) {
  const [text, setText] = useState(threshold === null ? '' : String(threshold));
  const trimmed = text.trim().replace(',', '.');
  const value = trimmed === '' ? null : Number(trimmed);
  const isWrong = value !== null && !(value >= 0 && value <= 1);
  const take = () => {
    if (!isWrong && value !== threshold) onChange(value);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    take();
  };
  return (
    <form onSubmit={submit}>
      <TextField
        label="Fake from a score of"
        placeholder={`${own}, the test's own`}
        value={text}
        error={isWrong}
        {...(isWrong ? { helperText: 'From 0 to 1' } : {})}
        onChange={({ target }) => setText(target.value)}
        onBlur={take}
        slotProps={{ inputLabel: { shrink: true }, htmlInput: { inputMode: 'decimal' } }}
        sx={{ width: 148 }}
      />
    </form>
  );
}
