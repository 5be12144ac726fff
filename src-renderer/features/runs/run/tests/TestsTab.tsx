import { Box, Button, Stack } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { useEvaluations, useRunningTests } from '#renderer/features/runs/queries.ts';
import type { RunDetail } from '#shared/contract/runs.ts';
import { Waiting } from '../Waiting.tsx';
import { RunningTests } from './RunningTests.tsx';
import { TestDialog } from './TestDialog.tsx';
import { TestFigures } from './TestFigures.tsx';
import { TestList } from './TestList.tsx';

const route = getRouteApi('/runs/$runId');

/** Every test of the run; the figures of the one that is looked at. */
export function TestsTab({ run }: { readonly run: RunDetail }) {
  const { evaluation: wanted } = route.useSearch();
  const { data: tests, error, refetch } = useEvaluations(run.id);
  const running = useRunningTests(run.id);
  const [isAsking, setAsking] = useState(false);
  const button = (
    <Button
      variant="contained"
      disabled={run.bestEpoch === null || run.status === 'cancelled'}
      onClick={() => setAsking(true)}
    >
      Test…
    </Button>
  );
  if (tests === undefined && error === null) return <Waiting what="the tests" />;
  if (tests === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const newest = tests.find(({ status }) => status === 'finished') ?? tests[0];
  const shown = tests.find(({ id }) => id === wanted) ?? newest;
  return (
    <Stack spacing={2}>
      <RunningTests jobs={running} />
      {shown === undefined && running.length === 0 && (
        <EmptyState title="Not tested yet" action={button}>
          {run.bestEpoch === null
            ? 'A run can be tested when its first epoch is done.'
            : 'A test scores every face of a set with the weights of the best epoch: accuracy, AUC, error rates, confusion matrix.'}
        </EmptyState>
      )}
      {shown !== undefined && (
        <Box
          sx={{
            ...{ display: 'grid', gap: 2, alignItems: 'start' },
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '270px minmax(0, 1fr)' },
          }}
        >
          <TestList tests={tests} shown={shown.id} runId={run.id} action={button} />
          <TestFigures key={shown.id} test={shown} runName={run.name} />
        </Box>
      )}
      {isAsking && <TestDialog run={run} onClose={() => setAsking(false)} />}
    </Stack>
  );
}
