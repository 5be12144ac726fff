import TryIcon from '@mui/icons-material/ImageSearchOutlined';
import { Box, Button, Skeleton, Stack } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Page } from '#renderer/components/Page.tsx';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { Try } from '#shared/contract/tries.ts';
import type { RunId } from '#shared/domain/records.ts';
import { ChooseImages } from './ChooseImages.tsx';
import { DropImages } from './DropImages.tsx';
import { type Asked, type RefusedFile, type StartWish, useRuns, useStartTry, useTry, useTryAgain } from './queries.ts';
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
  const [before, setBefore] = useState<Try | null>(null);
  const runId = runs.find(({ id }) => id === (tried?.runId ?? search.run))?.id ?? newest;
  const repeat = useTryAgain();
  // What was chosen for these images holds for the next ones, but that another network has other layers.
  const asked: Asked = {
    runId,
    method: tried?.method ?? 'grad-cam',
    layer: tried?.runId === runId ? tried.layer : '',
  };
  const begin = (images: StartWish['images']) =>
    start.mutate(
      { ...asked, images },
      {
        onSuccess: (started) => {
          setRefused(started.refused);
          setBefore(null);
          void navigate({ search: (before) => ({ ...before, try: started.tryId, image: undefined }) });
        },
      },
    );
  const askAgain = (change: Partial<Asked>) => {
    if (tryId === null || tried === undefined) return;
    setBefore(standing(tried, before));
    repeat.mutate(
      { ...asked, ...change, tryId },
      {
        onSuccess: ({ tryId: next }) =>
          void navigate({
            search: (before) => ({ ...before, run: change.runId ?? before.run, try: next }),
            replace: true,
          }),
      },
    );
  };
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
              onChange={(id) =>
                tried === undefined
                  ? void navigate({ search: (before) => ({ ...before, run: id }), replace: true })
                  : askAgain({ runId: id, layer: '' })
              }
            />
            {tried !== undefined && <ChooseImages isSmall isBusy={start.isPending} onChoose={begin} />}
          </>
        }
      >
        <Stack spacing={2} sx={{ height: tried === undefined ? '100%' : 'auto' }}>
          {start.error !== null && <ErrorNotice error={start.error} />}
          {repeat.error !== null && <ErrorNotice error={repeat.error} />}
          <RefusedFiles files={refused} />
          {error !== null && <ErrorNotice error={error} />}
          {tried === undefined ? (
            <Box sx={{ flexGrow: 1, display: 'grid', placeItems: 'center', minHeight: 320 }}>
              <ChooseImages isBusy={start.isPending} onChoose={begin} />
            </Box>
          ) : (
            <TriedView tried={standing(tried, before)} jobId={tried.jobId} onAsk={askAgain} />
          )}
        </Stack>
      </Page>
    </DropImages>
  );
}

/** What was known of the images stands until the first new answer is there: nothing goes away under the eyes, nor the focus. */
const standing = (tried: Try, before: Try | null): Try =>
  before !== null && tried.images.every(({ kind }) => kind === 'waiting') ? before : tried;
