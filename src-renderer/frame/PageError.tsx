import { Button, Stack, Typography } from '@mui/material';
import { useRouter } from '@tanstack/react-router';
import { copyText } from '#renderer/components/copy-text.ts';
import { Page } from '#renderer/components/Page.tsx';

export type PageErrorProps = { readonly error: unknown; readonly reset?: () => void };

/** A page that broke: the others go on, and nothing in the workspace is touched by it. */
export function PageError({ error, reset }: PageErrorProps) {
  const router = useRouter();
  const details = detailsOf(error);
  return (
    <Page title="This page has broken">
      <Stack spacing={2} sx={{ maxWidth: 720, alignItems: 'flex-start' }}>
        <Typography variant="body2">
          Nothing stored is lost, and whatever runs goes on. The other pages work as before.
        </Typography>
        <Typography component="pre" variant="caption" sx={DETAILS}>
          {details.split('\n')[0]}
        </Typography>
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
          <Button variant="outlined" color="inherit" onClick={() => window.location.reload()}>
            Reload
          </Button>
          <Button color="inherit" onClick={() => void copyText(details, { what: 'the details' })}>
            Copy the details
          </Button>
        </Stack>
      </Stack>
    </Page>
  );
}

const DETAILS = {
  m: 0,
  p: 1.5,
  borderRadius: 1,
  bgcolor: 'surface.sunken',
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
} as const;

/** For a report: what, where, and on which page. */
function detailsOf(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${text}\n\n${window.location.pathname}${window.location.search}`;
}
