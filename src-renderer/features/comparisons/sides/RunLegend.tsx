import { Box, Stack } from '@mui/material';
import { Link } from '@tanstack/react-router';
import { RunSwatch } from '#renderer/components/RunSwatch.tsx';
import type { Side } from './side.ts';

/** Which line is whose, once for all charts below. */
export function RunLegend({ sides, note }: { readonly sides: readonly Side[]; readonly note?: string }) {
  return (
    <Stack
      component="ul"
      direction="row"
      aria-label="Runs and their lines"
      sx={{ m: 0, p: 0, columnGap: 2.5, rowGap: 0.5, flexWrap: 'wrap', listStyle: 'none', typography: 'body2' }}
    >
      {sides.map(({ id, name, look, isBaseline }) => (
        <Stack key={id} component="li" direction="row" sx={{ gap: 1, alignItems: 'center' }}>
          <RunSwatch look={look} isBaseline={isBaseline} />
          <Link to="/runs/$runId" params={{ runId: id }}>
            {name}
          </Link>
          {isBaseline && (
            <Box component="span" sx={{ color: 'text.secondary' }}>
              baseline
            </Box>
          )}
        </Stack>
      ))}
      {note !== undefined && (
        <Box component="li" sx={{ color: 'text.secondary' }}>
          {note}
        </Box>
      )}
    </Stack>
  );
}
