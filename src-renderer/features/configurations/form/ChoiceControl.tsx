import type { ControlProps } from './control.ts';
import { WordSelect } from './WordSelect.tsx';

export function ChoiceControl({ state, ids, onChange }: ControlProps) {
  const { field, value } = state;
  if (field.kind !== 'choice') return null;
  return (
    <WordSelect
      state={state}
      ids={ids}
      current={String(value ?? '')}
      known={field.choices.map(String)}
      onChange={(word) => {
        const chosen = field.choices.find((option) => String(option) === word);
        if (chosen !== undefined) onChange(chosen);
      }}
    />
  );
}
