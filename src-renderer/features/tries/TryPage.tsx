import TryIcon from '@mui/icons-material/ImageSearchOutlined';
import { Box, Button, Skeleton, Stack } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Page } from '#renderer/components/Page.tsx';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { RunId } from '#shared/domain/records.ts';
import { ChooseImages } from './ChooseImages.tsx';
import { DropImages } from './DropImages.tsx';
import { type RefusedFile, type StartWish, useRuns, useStartTry, useTry } from './queries.ts';
import { RefusedFiles } from './RefusedFiles.tsx';
import { RunChoice } from './RunChoice.tsx';
import { TriedView } from './TriedView.tsx';
import { usableRuns } from './usable-runs.ts';

const route = getRouteApi('/try');

/** Any image on any network: drop it, and see what the network sees, says and looks at. */
export function TryPage() {
  const { data: runs, error, refetch } = useRuns();
  if (runs === undefined)
    return (
      <Page title="Try an image">
        {error === null ? (
          <Skeleton variant="rounded" height={320} role="status" aria-label="Fetching the runs" />
        ) : (
          <ErrorNotice error={error} onRetry={() => void refetch()} />
        )}
      </Page>
    );
  const usable = usableRuns(runs);
  const [newest] = usable;
  if (newest === undefined)
    return (
      <Page title="Try an image">
        <EmptyState
          title="No network to try it on yet"
          icon={<TryIcon />}
          action={
            <Button component={PageLink} link="/configurations" variant="contained">
              Train one
            </Button>
          }
        >
          An image can be tried on a run as soon as its first epoch is done, also while it goes on training.
        </EmptyState>
      </Page>
    );
  return <Trying runs={usable} newest={newest.id} />;
}

type TryingProps = { readonly runs: ReturnType<typeof usableRuns>; readonly newest: RunId };

function Trying({ runs, newest }: TryingProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const start = useStartTry();
  const [refused, setRefused] = useState<readonly RefusedFile[]>([]);
  const tryId = search.try ?? null;
  const { data: tried, error } = useTry(tryId);
  const runId = runs.find(({ id }) => id === search.run)?.id ?? newest;
  const begin = (images: StartWish['images']) =>
    start.mutate(
      { runId, method: search.method ?? 'grad-cam', images },
      {
        onSuccess: (started) => {
          setRefused(started.refused);
          void navigate({ search: (before) => ({ ...before, try: started.tryId, image: undefined }) });
        },
      },
    );
  return (
    <DropImages
      onFiles={(files) => begin({ kind: 'files', files })}
      onPaths={(paths) => begin({ kind: 'paths', paths })}
    >
      <Page
        title="Try an image"
        subtitle="It stays on this machine, and nothing of it is stored."
        actions={
          <>
            <RunChoice
              runs={runs}
              runId={runId}
              onChange={(id) => void navigate({ search: (before) => ({ ...before, run: id }), replace: true })}
            />
            {tried !== undefined && <ChooseImages isSmall isBusy={start.isPending} onChoose={begin} />}
          </>
        }
      >
        <Stack spacing={2} sx={{ height: tried === undefined ? '100%' : 'auto' }}>
          {start.error !== null && <ErrorNotice error={start.error} />}
          <RefusedFiles files={refused} />
          {error !== null && <ErrorNotice error={error} />}
          {tried === undefined ? (
            <Box sx={{ flexGrow: 1, display: 'grid', placeItems: 'center', minHeight: 320 }}>
              <ChooseImages isBusy={start.isPending} onChoose={begin} />
            </Box>
          ) : (
            <TriedView tried={tried} />
          )}
        </Stack>
      </Page>
    </DropImages>
  );
}
