import { Alert, AlertTitle, Button, Stack, Typography } from '@mui/material';
import { describeError } from '#renderer/api/errors.ts';
import { logLink } from './log-link.ts';
import { PageLink } from './PageLink.tsx';

export type ErrorNoticeProps = {
  readonly error: unknown;
  /** Tries again; absent where that makes no sense. */
  readonly onRetry?: () => void;
};

/** What went wrong in the back end's own words, what to do, and the number under which the log has it. */
export function ErrorNotice({ error, onRetry }: ErrorNoticeProps) {
  const { message, hint, callId } = describeError(error);
  return (
    <Alert
      severity="error"
      variant="outlined"
      sx={{ my: 2, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      {...(onRetry === undefined
        ? {}
        : {
            action: (
              <Button color="inherit" onClick={onRetry}>
                Try again
              </Button>
            ),
          })}
    >
      <AlertTitle>{message}</AlertTitle>
      {hint}
      {callId !== null && (
        <Stack direction="row" sx={{ mt: 1, alignItems: 'center' }}>
          <Typography variant="caption" sx={{ color: 'text.secondary' }}>
            In the log under {callId}.
          </Typography>
          <Button component={PageLink} link={logLink(callId)} color="inherit">
            Open log
          </Button>
        </Stack>
      )}
    </Alert>
  );
}
