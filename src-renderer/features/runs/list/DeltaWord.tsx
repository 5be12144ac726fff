import { Box } from '@mui/material';
import type { Delta } from './words.ts';

const LOOKS = {
  better: { colour: 'success.main', arrow: '▲' },
  worse: { colour: 'error.main', arrow: '▼' },
} as const;

/** How far a value is from the baseline's: a sign, and whether that is better, by arrow and word. The arrow says better or worse, not larger or smaller. */
export function DeltaWord({ delta: { text, verdict } }: { readonly delta: Delta }) {
  const look = verdict === null ? null : LOOKS[verdict];
  return (
    <Box component="small" sx={{ color: look === null ? 'text.secondary' : look.colour, whiteSpace: 'nowrap' }}>
      {look !== null && <span aria-hidden>{look.arrow} </span>}
      {text}
      {verdict !== null && ` ${verdict}`}
    </Box>
  );
}
