import { Button, Stack, Typography } from '@mui/material';
import { Page } from '#renderer/components/Page.tsx';
import { PageLink } from '#renderer/components/PageLink.tsx';

export function NotFound() {
  return (
    <Page title="There is no such page">
      <Stack spacing={2} sx={{ alignItems: 'flex-start' }}>
        <Typography variant="body2">
          The link may be of another workspace, or what it shows may have been deleted.
        </Typography>
        <Button component={PageLink} link="/" variant="contained">
          Go home
        </Button>
      </Stack>
    </Page>
  );
}
