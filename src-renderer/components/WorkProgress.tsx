import { Box, LinearProgress, Stack } from '@mui/material';
import { formatCount, formatPercent, formatRemaining } from './format.ts';

export type WorkProgressProps = {
  /** What is counted: "images"; null = nothing is. */
  readonly unit: string | null;
  readonly done: number;
  /** Null while nobody knows. */
  readonly total: number | null;
  readonly remainingMs: number | null;
  /** Of the whole work, 0..1, where what is counted is a part of it. Default: done of total. */
  readonly share?: number | null;
  /** For who cannot see the bar: what goes on. */
  readonly label: string;
};

/** How far a piece of work is: a bar, how many of how many, and how long it will probably take. */
export function WorkProgress({ unit, done, total, remainingMs, label, share: given }: WorkProgressProps) {
  const share = given ?? (total === null || total === 0 ? null : Math.min(1, done / total));
  const words = [
    share === null ? null : formatPercent(share, 0),
    unit === null ? null : `${formatCount(done)}${total === null ? '' : ` of ${formatCount(total)}`} ${unit}`,
    formatRemaining(remainingMs),
  ].filter((word) => word !== null && word !== '');
  return (
    <Box sx={{ width: '100%' }}>
      <LinearProgress
        aria-label={label}
        {...(share === null ? {} : { variant: 'determinate' as const, value: 100 * share })}
      />
      <Stack direction="row" sx={{ mt: 0.5, typography: 'caption', color: 'text.secondary' }}>
        {words.join(' · ')}
      </Stack>
    </Box>
  );
}
