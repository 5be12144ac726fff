import { Alert, Skeleton, Stack, Typography } from '@mui/material';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { formatCount } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { CAM_METHOD_TITLES } from '#shared/domain/explanations.ts';
import { dataOf, gridWords } from '../choice.ts';
import { useLedger, useLocated } from '../queries.ts';
import { stepsOf } from '../steps.ts';
import type { Look } from '../use-looked-at.ts';
import { LeftOut } from './LeftOut.tsx';
import { Steps } from './Steps.tsx';

/** One test: what it is of, how fine its maps are, how far they are computed, and what is left out of every mean. */
export function TestState({ look }: { readonly look: Look }) {
  const { subject, name, offer, error, onRetry, maps, key, mapped } = look;
  const { test, run } = subject;
  const { data: located = null } = useLocated(test.datasetId);
  const { data: ledger = null } = useLedger(mapped);
  return (
    <Stack spacing={1} component="section" aria-label={`State of ${name}`} sx={{ minWidth: 0 }}>
      <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
        {run === null ? name : <PageLink link={`/runs/${run.id}?tab=tests&evaluation=${test.id}`}>{name}</PageLink>} on{' '}
        {dataOf(test)}, n = {formatCount(test.imageCount)}
        {maps !== null && offer !== null && (
          <>
            . {CAM_METHOD_TITLES[maps.method]} of the called class at {maps.layer.layer}: {gridWords(maps.layer, offer)}
          </>
        )}
      </Typography>
      {run?.place === 'trashed' && (
        <Alert severity="info" variant="outlined">
          This run lies in the trash. What was computed can still be looked at; restore the run before more is computed.
        </Alert>
      )}
      {test.status !== 'finished' && (
        <Alert severity={test.status === 'running' ? 'info' : 'warning'} variant="outlined">
          {test.status === 'running'
            ? `The test goes on: ${formatCount(test.imageCount)} faces are scored so far.`
            : `The test was ${test.status} after ${formatCount(test.imageCount)} faces: everything here is said of those alone.`}
        </Alert>
      )}
      {offer === null && error === null && <Skeleton variant="rounded" height={90} />}
      {offer === null && error !== null && <ErrorNotice error={error} onRetry={onRetry} />}
      {offer !== null && maps === null && (
        <Alert severity="warning" variant="outlined">
          The weights of this test are gone, or its network has no layer to explain by: no map can be made.
        </Alert>
      )}
      {key !== null && (
        <Steps
          subject={test}
          mapKey={key}
          steps={stepsOf({ imageCount: test.imageCount, set: maps?.set ?? null, located, ledger })}
          isFrozen={run?.place === 'trashed' || test.status === 'running'}
        />
      )}
      {located !== null && <LeftOut located={located} ledger={ledger} />}
    </Stack>
  );
}
