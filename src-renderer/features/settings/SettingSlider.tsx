import { Box, Slider, Stack } from '@mui/material';
import { useState } from 'react';

export type SettingSliderProps = {
  /** Of its row, whose title is its name. */
  readonly id: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** "112 px" */
  readonly wordOf: (value: number) => string;
  readonly onChange: (value: number) => void;
};

/** A number with its value beside it. Stored when it is let go, not at every step on the way. */
export function SettingSlider({ id, value, wordOf, onChange, ...range }: SettingSliderProps) {
  const [dragged, setDragged] = useState<number | null>(null);
  return (
    <Stack direction="row" sx={{ gap: 2, alignItems: 'center' }}>
      <Slider
        aria-labelledby={id}
        value={dragged ?? value}
        {...range}
        getAriaValueText={wordOf}
        onChange={(_event, moved) => setDragged(Number(moved))}
        onChangeCommitted={(_event, chosen) => {
          setDragged(null);
          onChange(Number(chosen));
        }}
        sx={{ width: 200 }}
      />
      <Box component="output" sx={{ typography: 'body2', width: 48, textAlign: 'right' }}>
        {wordOf(dragged ?? value)}
      </Box>
    </Stack>
  );
}
