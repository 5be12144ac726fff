import { Box, Typography } from '@mui/material';
import { useId } from 'react';
import { COLOUR_SCALE_TITLES, type ColourScale, colourOf } from '#shared/domain/colour-scales.ts';

export type ColourBarProps = {
  readonly scale: ColourScale;
  /** The value at the top; 0 = nothing is on it. */
  readonly max: number;
  /** Whose largest value that is: "of this face". */
  readonly note: string;
};

const STOPS = Array.from({ length: 33 }, (_, i) => i / 32);
const TICKS = [1, 0.75, 0.5, 0.25, 0] as const;

/** What a colour means: raw values of the map, from nothing to the top of the scale. Fills the height around it. */
export function ColourBar({ scale, max, note }: ColourBarProps) {
  const id = useId();
  return (
    <Box
      role="img"
      aria-label={`Colours from 0 to ${rawValue(max)} on the scale ${COLOUR_SCALE_TITLES[scale]}, ${note}`}
      sx={{ display: 'grid', gridTemplateColumns: '14px auto', columnGap: 0.75, height: '100%', width: 72 }}
    >
      <Box
        component="svg"
        aria-hidden
        preserveAspectRatio="none"
        viewBox="0 0 1 1"
        sx={{ width: 14, height: '100%', borderRadius: 0.5 }}
      >
        <linearGradient id={id} x1="0" y1="1" x2="0" y2="0">
          {STOPS.map((stop) => (
            <stop key={stop} offset={stop} stopColor={`rgb(${colourOf(scale, stop).join(' ')})`} />
          ))}
        </linearGradient>
        <rect width="1" height="1" fill={`url(#${id})`} />
      </Box>
      <Box
        aria-hidden
        sx={{ display: 'flex', flexDirection: 'column', justifyContent: 'space-between', height: '100%' }}
      >
        {TICKS.map((tick) => (
          <Typography key={tick} variant="caption" sx={{ color: 'text.secondary', lineHeight: 1 }}>
            {rawValue(tick * max)}
          </Typography>
        ))}
      </Box>
    </Box>
  );
}

/** Three significant digits; a map without any evidence says 0. */
export const rawValue = (value: number): string => {
  if (value === 0) return '0';
  return value >= 1e5 || value < 1e-3 ? value.toExponential(1) : Number(value.toPrecision(3)).toString();
};
