import { Stack, Switch, TextField } from '@mui/material';
import { useState } from 'react';
import { type ControlProps, isLocked } from './control.ts';

/** Off, or from one number to another. */
export function IntervalControl({ state, ids, onChange }: ControlProps) {
  const { field, value } = state;
  const [typed, setTyped] = useState<readonly [string, string] | null>(null);
  if (field.kind !== 'interval') return null;
  const { min, max } = field.range;
  const isOn = Array.isArray(value);
  const ends = typed ?? (isOn ? [String(value[0] ?? ''), String(value[1] ?? '')] : ['', '']);
  const change = (next: readonly [string, string]) => {
    setTyped(next);
    onChange(next.map((end) => (/^\d+$/.test(end.trim()) ? Number(end) : end.trim())) as readonly number[]); // what is no number is marked in the text
  };
  const end = (index: 0 | 1, name: string) => (
    <TextField
      value={ends[index]}
      error={state.problem !== null}
      disabled={isLocked(state)}
      onChange={({ target }) => change(index === 0 ? [target.value, ends[1] ?? ''] : [ends[0] ?? '', target.value])}
      onBlur={() => setTyped(null)}
      sx={{ width: 84 }}
      slotProps={{
        htmlInput: {
          inputMode: 'numeric',
          'aria-label': `${field.title}, ${name}`,
          'aria-describedby': ids.description,
        },
      }}
    />
  );
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
      <Switch
        checked={isOn}
        disabled={isLocked(state)}
        onChange={(_, checked) => onChange(checked ? [Math.round(0.4 * max + 0.6 * min), max] : null)}
        slotProps={{ input: { 'aria-labelledby': ids.label, 'aria-describedby': ids.description } }}
      />
      {isOn ? (
        <>
          {end(0, 'lowest')}
          <span>to</span>
          {end(1, 'highest')}
        </>
      ) : (
        <span>Off</span>
      )}
    </Stack>
  );
}
