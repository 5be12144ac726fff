import { Box } from '@mui/material';
import type { RunLook } from './run-look.ts';

export type RunSwatchProps = {
  readonly look: RunLook;
  /** As a baseline is drawn: dashed and bold. */
  readonly isBaseline?: boolean;
};

const BASELINE_DASH = '5 3';

/** A run's line, as its curves are drawn. The name stands beside it. */
export function RunSwatch({ look: { colour, dash }, isBaseline = false }: RunSwatchProps) {
  const pattern = isBaseline ? BASELINE_DASH : dash?.join(' ');
  return (
    <Box component="svg" width={22} height={8} aria-hidden sx={{ flexShrink: 0 }}>
      <line
        x1="0"
        x2="22"
        y1="4"
        y2="4"
        stroke={colour}
        strokeWidth={isBaseline ? 4 : 2.5}
        {...(pattern === undefined ? {} : { strokeDasharray: pattern })}
      />
    </Box>
  );
}
