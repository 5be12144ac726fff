import { Skeleton } from '@mui/material';
import { stepsPerEpochOf } from '#renderer/components/curves/steps-per-epoch.ts';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import type { RunId } from '#shared/domain/records.ts';
import { CurvesPanel } from './CurvesPanel.tsx';
import { EndedPanel } from './EndedPanel.tsx';
import { LogPanel } from './LogPanel.tsx';
import { ProbesPanel } from './ProbesPanel.tsx';
import { useRun } from './queries.ts';

export type RunViewProps = { readonly runId: RunId; readonly isRunning: boolean };

/** Curves, pinned faces and log of one run, whether it runs or not. */
export function RunView({ runId, isRunning }: RunViewProps) {
  const { data: run, error, refetch } = useRun(runId);
  if (run === undefined && error === null) return <Skeleton variant="rounded" height={320} />;
  if (run === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <>
      {!isRunning && <EndedPanel run={run} />}
      <CurvesPanel runId={runId} stepsPerEpoch={stepsPerEpochOf(run)} isRunning={isRunning} />
      <ProbesPanel runId={runId} isRunning={isRunning} />
      <LogPanel runId={runId} />
    </>
  );
}
