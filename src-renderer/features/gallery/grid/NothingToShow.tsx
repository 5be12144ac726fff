import { Button, Stack } from '@mui/material';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { activeFilter, conditionNames } from '#renderer/components/gallery-order.ts';
import { JobProgress } from '#renderer/components/JobProgress.tsx';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { GalleryTest } from '#shared/contract/predictions.ts';
import { useRunningTests } from '../queries.ts';
import type { PageSearch } from '../search.ts';
import type { ChangeSearch } from '../use-gallery.ts';
import { isWrong } from '../words.ts';

export type NothingToShowProps = {
  readonly test: GalleryTest;
  readonly search: PageSearch;
  readonly change: ChangeSearch;
};

/** Why no face is shown: none was tested yet, none is wrong, or none fits. */
export function NothingToShow({ test: { evaluation, run }, search, change }: NothingToShowProps) {
  const running = useRunningTests(run?.id ?? null);
  const toRun = run !== null && (
    <Button component={PageLink} link={`/runs/${run.id}?tab=tests`} variant="contained">
      Tests of {run.name}
    </Button>
  );
  if (evaluation.imageCount === 0)
    return evaluation.status === 'running' ? (
      <EmptyState title="The test has just begun">
        Faces come as they are scored.
        <Stack sx={{ mt: 2 }}>
          {running.map((job) => (
            <JobProgress key={job.id} job={job} />
          ))}
        </Stack>
      </EmptyState>
    ) : (
      <EmptyState title="No face was scored" action={toRun}>
        The test was {evaluation.status} before its first face. Test again to see its faces here.
      </EmptyState>
    );
  const filter = activeFilter(search);
  const names = conditionNames(filter);
  const asksMistakes = (filter.outcomes ?? []).length > 0 && (filter.outcomes ?? []).every(isWrong);
  const clear = (
    <Button variant="contained" onClick={() => change({ filter: undefined, off: undefined })}>
      {asksMistakes && names.length === 1 ? 'Show all faces' : 'Clear the filter'}
    </Button>
  );
  if (asksMistakes && names.length === 1)
    return (
      <EmptyState title="No mistakes" action={clear}>
        At this threshold every face of that kind was called what it is. The least certain ones are worth a look: sort
        by uncertainty.
      </EmptyState>
    );
  return (
    <EmptyState title="No face fits the filter" action={clear}>
      The test has faces, and all of them are filtered out.
    </EmptyState>
  );
}
