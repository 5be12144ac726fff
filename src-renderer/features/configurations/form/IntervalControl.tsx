import { Stack, Switch, TextField } from '@mui/material';
import { useState } from 'react';
import type { ControlProps } from './control.ts';

/** Off, or from one number to another. */
export function IntervalControl({ state, ids, onChange }: ControlProps) {
  const { field, value } = state;
  const [typed, setTyped] = useState<readonly [string, string]>(['', '']);
  if (field.kind !== 'interval') return null;
  const { min, max } = field.range;
  const isOn = Array.isArray(value);
  const isTyped = JSON.stringify(typed.map(readEnd)) === JSON.stringify(value);
  const ends = isTyped
    ? typed
    : isOn
      ? ([String(value[0] ?? ''), String(value[1] ?? '')] as const)
      : (['', ''] as const);
  const change = (next: readonly [string, string]) => {
    setTyped(next);
    onChange(next.map(readEnd) as readonly number[]); // what is no number is marked in the text
  };
  const end = (index: 0 | 1, name: string) => (
    <TextField
      value={ends[index]}
      error={state.problem !== null}
      disabled={state.isLocked}
      onChange={({ target }) => change(index === 0 ? [target.value, ends[1]] : [ends[0], target.value])}
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
        disabled={state.isLocked}
        onChange={(_, checked) => onChange(checked ? [Math.max(min, Math.floor(0.4 * max)), max] : null)}
        slotProps={{ input: { id: ids.control, 'aria-describedby': ids.description } }}
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

const readEnd = (text: string): number | string => (/^\d+$/.test(text.trim()) ? Number(text) : text.trim());
