import FaceIcon from '@mui/icons-material/FaceRetouchingNaturalOutlined';
import { Button, Skeleton, Stack } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Page } from '#renderer/components/Page.tsx';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { chosenTests, type TestWithRun, withRuns } from './choice.ts';
import { useRuns, useTests } from './queries.ts';
import { RegionsView } from './RegionsView.tsx';

const route = getRouteApi('/regions');
const TITLE = 'Which part of the face';

/** Heat maps of whole tests, as shares of the parts of a face. */
export function RegionsPage() {
  const tests = useTests();
  const runs = useRuns();
  const error = tests.error ?? runs.error;
  if (tests.data === undefined || runs.data === undefined)
    return (
      <Page title={TITLE}>
        {error === null ? (
          <Stack spacing={1} role="status" aria-label="Fetching the tests">
            <Skeleton variant="rounded" height={120} />
            <Skeleton variant="rounded" height={320} />
          </Stack>
        ) : (
          <ErrorNotice error={error} onRetry={() => void Promise.all([tests.refetch(), runs.refetch()])} />
        )}
      </Page>
    );
  return <Known tests={withRuns(tests.data, runs.data)} />;
}

function Known({ tests }: { readonly tests: readonly TestWithRun[] }) {
  const search = route.useSearch();
  const { chosen, missing } = chosenTests(search, tests);
  if (chosen.length === 0)
    return (
      <Page title={TITLE}>
        <EmptyState
          title="No test yet"
          icon={<FaceIcon />}
          action={
            <Button component={PageLink} link="/runs" variant="contained">
              Go to the runs
            </Button>
          }
        >
          When a run was tested, this page says where its heat maps fall: on the eyes, the mouth, the jaw line, or
          beside the face; how that differs between faces that were called right and wrong; and whether it matters.
        </EmptyState>
      </Page>
    );
  return <RegionsView title={TITLE} tests={tests} chosen={chosen} missing={missing} />;
}
