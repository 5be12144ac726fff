import { Skeleton, Stack } from '@mui/material';

/** In place of what is on its way. */
export function Waiting({ what }: { readonly what: string }) {
  return (
    <Stack spacing={1} role="status" aria-label={`Fetching ${what}`} sx={{ p: 3 }}>
      <Skeleton variant="rounded" height={32} />
      <Skeleton variant="rounded" height={180} />
    </Stack>
  );
}
