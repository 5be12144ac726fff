import { Box, Button, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import type { Operating } from '#shared/contract/predictions.ts';
import type { Costs } from '../queries.ts';
import { RULE_TITLES, thresholdText } from '../words.ts';
import type { Threshold } from './use-threshold.ts';

export type PresetsProps = {
  readonly presets: Operating['presets'];
  readonly threshold: Threshold;
  readonly costs: Costs;
  readonly onCosts: (costs: Costs) => void;
};

/** Thresholds with a reason, each exact. */
export function Presets({ presets, threshold, costs, onCosts }: PresetsProps) {
  return (
    <Stack spacing={1}>
      <Stack role="group" aria-label="Presets" sx={{ gap: 0.5 }}>
        {presets.map(({ rule, point }) => {
          const isHere = point !== null && point.threshold === threshold.current;
          return (
            <Button
              key={rule.kind}
              color={isHere ? 'primary' : 'inherit'}
              variant={isHere ? 'contained' : 'outlined'}
              disabled={point === null}
              aria-pressed={isHere}
              onClick={() => point !== null && threshold.set(point.threshold, rule.kind)}
              sx={{ justifyContent: 'space-between' }}
            >
              {RULE_TITLES[rule.kind]}
              <Box component="span">{point === null ? 'there is none' : thresholdText(point.threshold)}</Box>
            </Button>
          );
        })}
      </Stack>
      <Stack direction="row" sx={{ gap: 1, alignItems: 'center' }}>
        <Typography variant="caption" sx={{ flexGrow: 1, color: 'text.secondary' }}>
          Cost of
        </Typography>
        <CostField
          label="a missed fake"
          value={costs.missedFake}
          onChange={(missedFake) => onCosts({ ...costs, missedFake })}
        />
        <CostField
          label="a false alarm"
          value={costs.falseAlarm}
          onChange={(falseAlarm) => onCosts({ ...costs, falseAlarm })}
        />
      </Stack>
    </Stack>
  );
}

type CostFieldProps = { readonly label: string; readonly value: number; readonly onChange: (value: number) => void };

function CostField({ label, value, onChange }: CostFieldProps) {
  const [text, setText] = useState(String(value));
  const typed = Number(text.replace(',', '.'));
  const isValid = text.trim() !== '' && Number.isFinite(typed) && typed >= 0;
  return (
    <TextField
      label={label}
      value={text}
      error={!isValid}
      onChange={({ target }) => setText(target.value)}
      onBlur={() => isValid && typed !== value && onChange(typed)}
      onKeyDown={({ key }) => {
        if (key === 'Enter' && isValid && typed !== value) onChange(typed);
      }}
      slotProps={{ htmlInput: { inputMode: 'decimal' } }}
      sx={{ width: 118 }}
    />
  );
}
