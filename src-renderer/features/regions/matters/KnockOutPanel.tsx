import { Box, Skeleton, Stack, Typography } from '@mui/material';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { formatCount } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import type { MapSetKey } from '#shared/contract/explanations.ts';
import type { Covering } from '#shared/domain/explanations.ts';
import { refusalOf } from '../choice.ts';
import { Finding } from '../Finding.tsx';
import { useAverage, useKnockedOut, useKnockOut } from '../queries.ts';
import type { Look } from '../use-looked-at.ts';
import { FallScatter } from './FallScatter.tsx';
import { FallTable } from './FallTable.tsx';
import { knockOutSentence } from './matters-sentences.ts';
import { StartWork } from './StartWork.tsx';

export type KnockOutPanelProps = { readonly look: Look; readonly covering: Covering; readonly isAlone: boolean };

/** Twelve regions, and the face as it is. */
const PASSES = 13;

/** One region covered after another: how far the called class's logit falls, beside what the maps claim. */
export function KnockOutPanel({ look, covering, isAlone }: KnockOutPanelProps) {
  const { subject, name, key } = look;
  const knockOut = useKnockOut();
  return (
    <Panel
      title={isAlone ? 'Regions covered one by one' : `Regions covered one by one: ${name}`}
      subtitle="Fall of the logit of the called class"
    >
      <Stack spacing={2}>
        {key === null ? <NoMaps look={look} /> : <Results look={look} mapKey={key} covering={covering} />}
        <StartWork
          kind="knock-out"
          subject={subject.test}
          count={subject.test.imageCount}
          passes={PASSES}
          label="Cover the regions"
          refusal={refusalOf(subject)}
          isPending={knockOut.isPending}
          start={(limit) => knockOut.mutateAsync({ evaluationId: subject.test.id, covering, limit })}
        />
      </Stack>
    </Panel>
  );
}

function NoMaps({ look: { offer, error, onRetry } }: { readonly look: Look }) {
  if (error !== null) return <ErrorNotice error={error} onRetry={onRetry} />;
  if (offer === null) return <Skeleton variant="rounded" height={120} />;
  return (
    <Typography variant="body2" sx={{ color: 'text.secondary' }}>
      The weights of this test are gone: nothing can be asked of them.
    </Typography>
  );
}

type ResultsProps = { readonly look: Look; readonly mapKey: MapSetKey; readonly covering: Covering };

function Results({ look, mapKey, covering }: ResultsProps) {
  const { data: result, error, refetch } = useKnockedOut({ ...mapKey, covering });
  const { data: averages } = useAverage(look.measured);
  if (result === undefined)
    return error === null ? (
      <Skeleton variant="rounded" height={240} />
    ) : (
      <ErrorNotice error={error} onRetry={() => void refetch()} />
    );
  if (result.triedCount === 0)
    return (
      <Typography variant="body2" sx={{ color: 'text.secondary', maxWidth: 760 }}>
        Not computed. Each region of a face is covered in turn and the network is asked again: where its answer falls
        most, it needs what it sees. Faces must be located first; shares are needed for the comparison with the maps.
      </Typography>
    );
  return (
    <>
      <Finding said={knockOutSentence(result)}>
        {formatCount(result.triedCount)} of {formatCount(result.imageCount)} tested faces were tried.
      </Finding>
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 6fr) minmax(0, 4fr)' },
        }}
      >
        <FallTable regions={result.regions} landmarks={averages?.landmarks ?? []} />
        <FallScatter result={result} />
      </Box>
    </>
  );
}
