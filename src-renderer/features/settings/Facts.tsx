import { Box } from '@mui/material';
import type { ReactNode } from 'react';

export type FactsProps = { readonly rows: readonly (readonly [name: string, value: ReactNode])[] };

/** Names and values, one pair a line. */
export function Facts({ rows }: FactsProps) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: '180px minmax(0, 1fr)',
        rowGap: 0.75,
        columnGap: 2,
        typography: 'body2',
      }}
    >
      {rows.map(([name, value]) => (
        <Box key={name} sx={{ display: 'contents' }}>
          <Box component="dt" sx={{ color: 'text.secondary' }}>
            {name}
          </Box>
          <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
            {value}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
