import { Box, Stack } from '@mui/material';
import { formatCount } from '#renderer/components/format.ts';

export type BalanceBarProps = { readonly realCount: number; readonly fakeCount: number };

/** How the classes stand to each other, as a bar and in words. */
export function BalanceBar({ realCount, fakeCount }: BalanceBarProps) {
  return (
    <Stack direction="row" spacing={1.25} sx={{ width: '100%', alignItems: 'center' }}>
      <Box aria-hidden sx={{ display: 'flex', gap: '2px', width: 96, flexShrink: 0, height: 8 }}>
        {realCount > 0 && <Box sx={{ bgcolor: 'real.main', flex: `${realCount} 0 0`, borderRadius: 0.5 }} />}
        {fakeCount > 0 && <Box sx={{ bgcolor: 'fake.main', flex: `${fakeCount} 0 0`, borderRadius: 0.5 }} />}
      </Box>
      <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {formatCount(realCount)} real, {formatCount(fakeCount)} fake
      </Box>
    </Stack>
  );
}
