import { Alert, Button, Stack } from '@mui/material';
import { useRouter } from '@tanstack/react-router';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { TrainingQueueState } from '#shared/contract/training.ts';
import type { WorkspaceOverview } from '#shared/contract/workspace.ts';
import { suggestions } from './next-steps.ts';
import { useResume } from './queries.ts';

export type SuggestionsProps = {
  readonly overview: WorkspaceOverview;
  /** Null until it is known. */
  readonly queue: TrainingQueueState | null;
};

/** What a careful colleague would do next, one line each. */
export function Suggestions({ overview, queue }: SuggestionsProps) {
  const router = useRouter();
  const resume = useResume();
  const found = suggestions(overview, queue);
  if (found.length === 0) return null;
  return (
    <Stack spacing={1} component="section" aria-label="What to do next">
      {found.map(({ id, level, text, action, does }) => (
        <Alert
          key={id}
          severity={level}
          role="note"
          action={
            does.kind === 'open' ? (
              <Button component={PageLink} link={does.link} color="inherit">
                {action}
              </Button>
            ) : (
              <Button
                color="inherit"
                disabled={resume.isPending}
                onClick={() =>
                  resume.mutate({ runId: does.runId }, { onSuccess: () => router.history.push('/training') })
                }
              >
                {action}
              </Button>
            )
          }
          sx={{ alignItems: 'center', '& .MuiAlert-action': { pt: 0, alignItems: 'center' } }}
        >
          {text}
        </Alert>
      ))}
    </Stack>
  );
}
