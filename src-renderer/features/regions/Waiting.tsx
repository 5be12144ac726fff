import { Skeleton, Stack } from '@mui/material';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import type { Answers } from './answers.ts';

export type WaitingProps = Pick<Answers, 'isPending' | 'failure'> & { readonly what: string };

/** In place of answers that are on their way, or that did not come. */
export function Waiting({ what, isPending, failure }: WaitingProps) {
  return (
    <>
      {failure !== null && <ErrorNotice error={failure.error} onRetry={failure.retry} />}
      {isPending && (
        <Stack spacing={1} role="status" aria-label={`Fetching ${what}`}>
          <Skeleton variant="rounded" height={32} />
          <Skeleton variant="rounded" height={280} />
        </Stack>
      )}
    </>
  );
}
