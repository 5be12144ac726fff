import { Stack, Typography } from '@mui/material';
import { type ColourScale, colourOf } from '#shared/domain/colour-scales.ts';
import { formatTimes } from '../words.ts';

export type ColourBarProps = {
  readonly scale: ColourScale;
  /** Its right end, in multiples of an even map's density; the left end is 0. */
  readonly top: number;
};

const WIDTH_PX = 260;
const STEPS = 52;
const STEP_PX = WIDTH_PX / STEPS;
const SHARES = Array.from({ length: STEPS }, (_, i) => i / (STEPS - 1));

/** A colour scale with its numbers. */
export function ColourBar({ scale, top }: ColourBarProps) {
  const ticks = [0, 0.5 * top, top];
  return (
    <Stack role="img" aria-label={`Colour scale from 0 to ${formatTimes(top)} the density of an even map`}>
      <svg width={WIDTH_PX} height={12} aria-hidden="true">
        {SHARES.map((share) => (
          <rect
            key={share}
            x={share * (WIDTH_PX - STEP_PX)}
            width={STEP_PX + 0.5} // no seams
            height={12}
            fill={`rgb(${colourOf(scale, share).join(' ')})`}
          />
        ))}
      </svg>
      <Stack direction="row" sx={{ width: WIDTH_PX, justifyContent: 'space-between' }}>
        {ticks.map((tick) => (
          <Typography key={tick} variant="caption" sx={{ color: 'text.secondary' }}>
            {tick === 0 ? '0' : formatTimes(tick)}
          </Typography>
        ))}
      </Stack>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        times the density of an even map
      </Typography>
    </Stack>
  );
}
