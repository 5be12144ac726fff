import DoneIcon from '@mui/icons-material/CheckCircleOutlined';
import OpenIcon from '@mui/icons-material/RadioButtonUncheckedOutlined';
import { Box, Button, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { formatCount } from '#renderer/components/format.ts';
import { JobProgress } from '#renderer/components/JobProgress.tsx';
import type { MapSetKey } from '#shared/contract/explanations.ts';
import type { Job, JobId } from '#shared/contract/jobs.ts';
import type { EvaluationSummary } from '#shared/domain/records.ts';
import { aboutWords, estimate } from '../estimate.ts';
import { useExplain, useJobs, useLocate, useMeasure } from '../queries.ts';
import { jobFor, type Step, type StepKind } from '../steps.ts';

export type StepsProps = {
  readonly subject: EvaluationSummary;
  readonly mapKey: MapSetKey;
  readonly steps: readonly Step[];
  /** Nothing can be started now. */
  readonly isFrozen: boolean;
};

/** What has to be computed, in its order, each with its button, its progress and how long it will take. */
export function Steps({ subject, mapKey, steps, isFrozen }: StepsProps) {
  const { data: jobs = [] } = useJobs();
  const [started, setStarted] = useState<Partial<Record<StepKind, JobId>>>({});
  const [explain, locate, measure] = [useExplain(), useLocate(), useMeasure()];
  const isStarting = explain.isPending || locate.isPending || measure.isPending;
  const start = async (kind: StepKind) => {
    const { jobId } = await {
      explain: () => explain.mutateAsync(mapKey),
      'locate-faces': () => locate.mutateAsync({ datasetId: subject.datasetId }),
      'measure-regions': () => measure.mutateAsync(mapKey),
    }[kind]();
    setStarted((before) => ({ ...before, [kind]: jobId }));
  };
  const about = { evaluationId: subject.id, datasetId: subject.datasetId };
  return (
    <Box component="ol" sx={LIST} aria-label="What has to be computed">
      {steps.map((step) => (
        <StepLine
          key={step.kind}
          step={step}
          job={jobFor(step.kind, { jobs, startedId: started[step.kind] ?? null, subject: about })}
          time={aboutWords(estimate({ ...step, count: step.total - step.done }, { jobs, ...subject }))}
          isDisabled={isFrozen || isStarting || step.waitsFor !== null}
          onStart={() => void start(step.kind).catch(() => undefined)} // told as a notice by the mutation itself
        />
      ))}
    </Box>
  );
}

const LIST = { display: 'flex', flexWrap: 'wrap', columnGap: 4, rowGap: 0.5, m: 0, p: 0, listStyle: 'none' } as const;

type StepLineProps = {
  readonly step: Step;
  readonly job: Job | null;
  /** "about 40 s"; '' where nobody knows. */
  readonly time: string;
  readonly isDisabled: boolean;
  readonly onStart: () => void;
};

function StepLine({ step, job, time, isDisabled, onStart }: StepLineProps) {
  const { title, isDone, more, waitsFor } = step;
  const isRunning = job?.status === 'running';
  const Icon = isDone ? DoneIcon : OpenIcon;
  return (
    <Box component="li" sx={{ minWidth: 0, ...(job === null ? {} : { flexBasis: '100%' }) }}>
      <Stack direction="row" sx={{ columnGap: 1, alignItems: 'center', minHeight: 30, flexWrap: 'wrap' }}>
        <Icon aria-hidden sx={{ fontSize: '1.05rem', color: isDone ? 'success.main' : 'text.secondary' }} />
        <Typography variant="body2" sx={{ fontWeight: 560 }}>
          {title}
        </Typography>
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {stateWords(step, isRunning ? '' : time)}
        </Typography>
        {!isDone && !isRunning && waitsFor === null && (
          <Button variant="outlined" disabled={isDisabled} onClick={onStart} aria-label={`Compute: ${title}`}>
            Compute
          </Button>
        )}
        {isDone && !isRunning && more !== null && (
          <Button disabled={isDisabled} onClick={onStart}>
            {more}
          </Button>
        )}
      </Stack>
      {job !== null && (
        <Box sx={{ pl: 3.25, maxWidth: 640 }}>
          <JobProgress job={job} hasTitle={false} />
        </Box>
      )}
    </Box>
  );
}

/** "not computed, about 40 s"; "12 of 96 tested faces, the rest takes about 30 s" */
function stateWords({ done, total, unit, isDone, waitsFor }: Step, time: string): string {
  if (done === 0 && !isDone) return waitsFor ?? `not computed${time === '' ? '' : `, ${time}`}`;
  const count = `${formatCount(done)} of ${formatCount(total)} ${unit}`;
  return isDone || time === '' ? count : `${count}, the rest takes ${time}`;
}
