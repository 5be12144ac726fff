import { Box, Slider, Stack, Typography } from '@mui/material';
import { useId } from 'react';

export type SmoothingSliderProps = {
  /** Weight of the past, 0..1; 0 = as it is. */
  readonly value: number;
  /** While it moves. */
  readonly onChange: (value: number) => void;
  /** When it is let go. */
  readonly onCommit: (value: number) => void;
};

const MOST = 0.99;

/** How much curves are smoothed; the raw ones stay behind them, faint. */
export function SmoothingSlider({ value, onChange, onCommit }: SmoothingSliderProps) {
  const id = useId();
  return (
    <Stack direction="row" sx={{ gap: 1.5, alignItems: 'center', px: 1 }}>
      <Typography id={id} variant="body2" sx={{ color: 'text.secondary' }}>
        Smoothing
      </Typography>
      <Slider
        value={value}
        min={0}
        max={MOST}
        step={0.01}
        aria-labelledby={id}
        onChange={(_, moved) => onChange(Number(moved))}
        onChangeCommitted={(_, chosen) => onCommit(Number(chosen))}
        sx={{ width: 120 }}
      />
      <Box component="output" sx={{ typography: 'body2', width: 32 }}>
        {value === 0 ? 'off' : value.toFixed(2)}
      </Box>
    </Stack>
  );
}
