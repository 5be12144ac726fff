import { Skeleton, Stack } from '@mui/material';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { plural } from '#renderer/components/format.ts';
import { Page } from '#renderer/components/Page.tsx';
import { NoSweepsYet } from './NoSweepsYet.tsx';
import { useSweeps } from './queries.ts';
import { SweepPanel } from './SweepPanel.tsx';

/** Every sweep of the workspace with its trials. */
export function SweepsPage() {
  const { data: sweeps, error, refetch } = useSweeps();
  return (
    <Page
      title="Sweeps"
      {...(sweeps === undefined || sweeps.length === 0 ? {} : { subtitle: plural(sweeps.length, 'sweep') })}
    >
      {sweeps === undefined ? (
        error === null ? (
          <Skeleton variant="rounded" height={240} role="status" aria-label="Fetching the sweeps" />
        ) : (
          <ErrorNotice error={error} onRetry={() => void refetch()} />
        )
      ) : sweeps.length === 0 ? (
        <NoSweepsYet />
      ) : (
        <Stack sx={{ gap: 2 }}>
          {sweeps.map((sweep) => (
            <SweepPanel key={sweep.name} sweep={sweep} />
          ))}
        </Stack>
      )}
    </Page>
  );
}
