import { Stack, TextField } from '@mui/material';
import { useState } from 'react';
import { isNumberSource, numberSource } from '#shared/config/edit/value-source.ts';
import type { ControlProps } from './control.ts';
import { WordSelect } from './WordSelect.tsx';

/** One of the words, or a number for each class. */
export function WeightsControl({ state, ids, onChange }: ControlProps) {
  const { field, value } = state;
  const [typed, setTyped] = useState<readonly string[]>([]);
  if (field.kind !== 'weights') return null;
  const isGiven = Array.isArray(value);
  const isTyped = JSON.stringify(typed.map(readNumber)) === JSON.stringify(value);
  const numbers = isTyped ? typed : isGiven ? field.names.map((_, index) => shownNumber(value[index])) : [];
  const change = (index: number, text: string) => {
    const next = numbers.map((old, i) => (i === index ? text : old));
    setTyped(next);
    onChange(next.map(readNumber) as readonly number[]); // what is no number is marked in the text
  };
  return (
    <Stack spacing={1.25}>
      <WordSelect
        state={state}
        ids={ids}
        current={isGiven ? GIVEN : String(value ?? '')}
        known={[...field.words, GIVEN]}
        onChange={(word) => onChange(word === GIVEN ? field.names.map(() => 1) : word)}
      />
      {isGiven && (
        <Stack direction="row" spacing={1}>
          {field.names.map((name, index) => (
            <TextField
              key={name}
              label={name}
              value={numbers[index] ?? ''}
              error={state.problem !== null}
              disabled={state.isLocked}
              onChange={({ target }) => change(index, target.value)}
              sx={{ width: 112 }}
              slotProps={{
                htmlInput: {
                  inputMode: 'decimal',
                  autoComplete: 'off',
                  'aria-label': `${field.title}, ${name}`,
                  'aria-describedby': ids.description,
                },
              }}
            />
          ))}
        </Stack>
      )}
    </Stack>
  );
}

const GIVEN = 'given';

const readNumber = (text: string): number | string => (isNumberSource(text.trim()) ? Number(text) : text.trim());

const shownNumber = (value: unknown): string => (typeof value === 'number' ? numberSource(value) : String(value ?? ''));
