import { Box, Slider, Stack, TextField, Typography } from '@mui/material';
import { type FormEvent, useState } from 'react';
import { pointAt } from '#renderer/components/thresholds/threshold-curves.ts';
import type { OperatingPoint } from '#shared/contract/predictions.ts';
import { thresholdText } from '../words.ts';
import type { Threshold } from './use-threshold.ts';

export type ThresholdSliderProps = {
  /** By rising threshold. */
  readonly points: readonly OperatingPoint[];
  readonly threshold: Threshold;
};

/** From one measured point to the next, evenly along the curve: where many faces lie close together, it moves slowly. Any number can be typed. */
export function ThresholdSlider({ points, threshold }: ThresholdSliderProps) {
  const { current, set } = threshold;
  if (points.length === 0) return null;
  return (
    <Box>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 1 }}>
        <Typography variant="body2" sx={{ flexGrow: 1 }}>
          Called fake where P(fake) is at least
        </Typography>
        <NumberField key={current} value={current} onChange={set} />
      </Stack>
      <Slider
        aria-label="Threshold"
        min={0}
        max={points.length - 1}
        step={1}
        value={pointAt(points, current)}
        getAriaValueText={() => thresholdText(current)}
        onChange={(_, place) => {
          const point = points[place as number]; // one thumb
          if (point !== undefined) set(point.threshold);
        }}
      />
    </Box>
  );
}

function NumberField({ value, onChange }: { readonly value: number; readonly onChange: (value: number) => void }) {
  const [text, setText] = useState(thresholdText(value));
  const typed = Number(text.replace(',', '.'));
  const isValid = text.trim() !== '' && typed >= 0 && typed <= 1;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (isValid && text !== thresholdText(value)) onChange(typed);
  };
  return (
    <form onSubmit={submit}>
      <TextField
        value={text}
        error={!isValid}
        onChange={({ target }) => setText(target.value)}
        onBlur={() => submit()}
        slotProps={{ htmlInput: { 'aria-label': 'Threshold, 0 to 1', inputMode: 'decimal' } }}
        sx={{ width: 110 }}
      />
    </form>
  );
}
