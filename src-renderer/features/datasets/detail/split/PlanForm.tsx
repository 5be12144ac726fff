import { Checkbox, FormControlLabel, InputAdornment, Stack, TextField } from '@mui/material';
import { useState } from 'react';
import type { SplitPlan } from '#shared/contract/datasets.ts';
import { type PlanText, planOf, textOf } from './plan.ts';

export type PlanFormProps = {
  /** To begin with. */
  readonly plan: SplitPlan;
  /** Null while what is typed is no plan. */
  readonly onChange: (plan: SplitPlan | null) => void;
};

/** Shares in percent, the seed, and whether the CSV's own splits stay. */
export function PlanForm({ plan, onChange }: PlanFormProps) {
  const [text, setText] = useState(() => textOf(plan));
  const { plan: typed, problems } = planOf(text);
  const set = (changes: Partial<PlanText>) => {
    const next = { ...text, ...changes };
    setText(next);
    onChange(planOf(next).plan);
  };
  const trainShare = typed === null ? '' : String(Math.round(1000 * (1 - typed.validShare - typed.testShare)) / 10);
  const field = (key: 'validShare' | 'testShare' | 'seed') => ({
    value: text[key],
    error: problems[key] !== undefined,
    helperText: problems[key] ?? ' ',
    onChange: (event: { target: { value: string } }) => set({ [key]: event.target.value }),
    sx: { width: 150 },
  });
  return (
    <Stack direction="row" sx={{ gap: 2, flexWrap: 'wrap', alignItems: 'flex-start' }}>
      <TextField
        label="Train"
        value={trainShare}
        helperText="what is left"
        sx={{ width: 110 }}
        slotProps={{ input: { ...PERCENT.input, readOnly: true }, htmlInput: { tabIndex: -1 } }}
      />
      <TextField label="Validation" {...field('validShare')} slotProps={PERCENT} />
      <TextField label="Test" {...field('testShare')} slotProps={PERCENT} />
      <TextField label="Seed" {...field('seed')} />
      <FormControlLabel
        control={<Checkbox checked={text.keepsGiven} onChange={(_, keepsGiven) => set({ keepsGiven })} />}
        label="Keep the splits that the CSV gives"
      />
    </Stack>
  );
}

const PERCENT = {
  input: { endAdornment: <InputAdornment position="end">%</InputAdornment> },
  htmlInput: { inputMode: 'decimal' },
} as const;
