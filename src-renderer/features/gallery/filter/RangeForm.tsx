import { Button, Stack, TextField, Typography } from '@mui/material';
import { type FormEvent, useState } from 'react';
import type { Range } from '#shared/contract/predictions.ts';

export type RangeFormProps = {
  readonly title: string;
  readonly range: Range | undefined;
  /** What is typed, of one in the filter: 100 where percent are typed. */
  readonly scale?: number;
  readonly onApply: (range: Range) => void;
};

/** From and below; either may stay open. */
export function RangeForm({ title, range, scale = 1, onApply }: RangeFormProps) {
  const [from, setFrom] = useState(textOf(range?.from, scale));
  const [below, setBelow] = useState(textOf(range?.below, scale));
  const isValid = [from, below].every((text) => text === '' || Number.isFinite(numberOf(text)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isValid) onApply({ from: boundOf(from, scale), below: boundOf(below, scale) });
  };
  return (
    <Stack component="form" spacing={1.5} onSubmit={submit} sx={{ p: 2 }}>
      <Typography variant="h3">{title}</Typography>
      <Stack direction="row" spacing={1}>
        <TextField autoFocus label="From" value={from} onChange={({ target }) => setFrom(target.value)} />
        <TextField label="Below" value={below} onChange={({ target }) => setBelow(target.value)} />
      </Stack>
      <Button type="submit" variant="contained" disabled={!isValid}>
        Show these
      </Button>
    </Stack>
  );
}

const numberOf = (text: string) => Number(text.trim().replace(',', '.'));
const boundOf = (text: string, scale: number) => (text.trim() === '' ? null : numberOf(text) / scale);
const textOf = (bound: number | null | undefined, scale: number) =>
  bound == null ? '' : String(Number((bound * scale).toPrecision(6)));
