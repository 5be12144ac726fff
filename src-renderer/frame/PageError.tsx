import { Button, Stack, Typography } from '@mui/material';
import { useRouter } from '@tanstack/react-router';
import { copyText } from '#renderer/components/copy-text.ts';
import { EmptyState } from '#renderer/components/EmptyState.tsx';

export type PageErrorProps = { readonly error: unknown; readonly reset?: () => void };

/** A page that broke: the others go on, and nothing in the workspace is touched by it. */
export function PageError({ error, reset }: PageErrorProps) {
  const router = useRouter();
  const details = detailsOf(error);
  return (
    <EmptyState
      title="This page has broken"
      action={
        <Stack direction="row" spacing={1}>
          <Button
            variant="contained"
            onClick={() => {
              reset?.();
              void router.invalidate();
            }}
          >
            Try again
          </Button>
          <Button variant="outlined" onClick={() => window.location.reload()}>
            Reload
          </Button>
          <Button onClick={() => void copyText(details, { what: 'the details' })}>Copy the details</Button>
        </Stack>
      }
    >
      <p>Nothing stored is lost, and whatever runs goes on. The other pages work as before.</p>
      <Typography
        component="pre"
        variant="caption"
        sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', textAlign: 'left' }}
      >
        {details.split('\n')[0]}
      </Typography>
    </EmptyState>
  );
}

/** For a report: what, where, and on which page. */
function detailsOf(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${text}\n\n${window.location.pathname}${window.location.search}`;
}
