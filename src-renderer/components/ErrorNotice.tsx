import { Alert, AlertTitle, Button, Typography } from '@mui/material';
import { describeError } from '#renderer/api/errors.ts';

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
      sx={{ my: 2, whiteSpace: 'pre-wrap' }}
      {...(onRetry === undefined ? {} : { action: <Button onClick={onRetry}>Try again</Button> })}
    >
      <AlertTitle>{message}</AlertTitle>
      {hint}
      {callId !== null && (
        <Typography variant="caption" component="p" sx={{ mt: 1, opacity: 0.8 }}>
          In the log under {callId}.
        </Typography>
      )}
    </Alert>
  );
}
