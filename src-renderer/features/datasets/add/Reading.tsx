import { LinearProgress, Stack, Typography } from '@mui/material';

/** A wait of a moment. */
export function Reading({ what }: { readonly what: string }) {
  return (
    <Stack spacing={1} role="status" sx={{ maxWidth: 860, pt: 4 }}>
      <LinearProgress aria-label={`Reading ${what}`} />
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        Reading {what}
      </Typography>
    </Stack>
  );
}
