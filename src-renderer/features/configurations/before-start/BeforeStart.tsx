import { Alert, Box, Button, Skeleton, Stack, Typography } from '@mui/material';
import type { UseQueryResult } from '@tanstack/react-query';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { plural } from '#renderer/components/format.ts';
import type { Preflight } from '#shared/contract/configurations.ts';
import type { DocumentSnapshot } from '../editor/configuration-document.ts';
import { Findings } from './Findings.tsx';
import { FirstBatch } from './FirstBatch.tsx';
import { PreflightFacts } from './PreflightFacts.tsx';

export type BeforeStartProps = {
  readonly snapshot: DocumentSnapshot;
  readonly preflight: UseQueryResult<Preflight>;
  /** Null while the configuration is wrong. */
  readonly onMeasure: (() => void) | null;
  readonly onGoToProblem: () => void;
  readonly onGoToKey: (path: string) => void;
};

/** What the training would have, before it has begun. */
export function BeforeStart({ snapshot, preflight, onMeasure, onGoToProblem, onGoToKey }: BeforeStartProps) {
  const { check } = snapshot;
  return (
    <Box sx={{ height: '100%', overflow: 'auto', p: 2 }}>
      <Stack spacing={2}>
        {check.config === null && (
          <Alert severity="error" variant="outlined" action={<Button onClick={onGoToProblem}>Show the first</Button>}>
            {plural(check.problems.length, 'problem')} in the configuration. What stands below is of how it was before.
          </Alert>
        )}
        <Body preflight={preflight} onMeasure={onMeasure} onGoToKey={onGoToKey} />
        {check.config !== null && <FirstBatch snapshot={snapshot} isKnown={preflight.data?.split != null} />}
      </Stack>
    </Box>
  );
}

function Body({ preflight, onMeasure, onGoToKey }: Pick<BeforeStartProps, 'preflight' | 'onMeasure' | 'onGoToKey'>) {
  const { data, error, isPending, fetchStatus } = preflight;
  if (data !== undefined)
    return (
      <Stack spacing={2} sx={{ opacity: preflight.isPlaceholderData ? 0.6 : 1 }} aria-busy={preflight.isFetching}>
        {error !== null && <ErrorNotice error={error} onRetry={() => void preflight.refetch()} />}
        <Findings findings={data.findings} onGoToKey={onGoToKey} />
        <PreflightFacts preflight={data} onMeasure={onMeasure} />
      </Stack>
    );
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void preflight.refetch()} />;
  if (isPending && fetchStatus === 'idle')
    return <Typography variant="body2">Mend the configuration to see what it would take.</Typography>;
  return (
    <Stack spacing={1} aria-label="Looking at data, disk, memory and device">
      <Skeleton variant="rounded" height={48} />
      <Skeleton variant="rounded" height={120} />
    </Stack>
  );
}
