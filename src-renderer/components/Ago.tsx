import { Box, Tooltip } from '@mui/material';
import { formatDateTime, formatRelative } from './format.ts';
import { useNowMs } from './minute.ts';

export type AgoProps = { readonly atMs: number | null };

/** "3 minutes ago", and when exactly on hover. */
export function Ago({ atMs }: AgoProps) {
  const nowMs = useNowMs();
  return (
    <Tooltip title={atMs === null ? '' : formatDateTime(atMs)}>
      <Box
        component="time"
        sx={{ whiteSpace: 'nowrap' }}
        {...(atMs === null ? {} : { dateTime: new Date(atMs).toISOString() })}
      >
        {formatRelative(atMs, Math.max(nowMs, atMs ?? 0))}
      </Box>
    </Tooltip>
  );
}
