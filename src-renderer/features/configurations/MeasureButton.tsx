import { Button } from '@mui/material';
import { useJobs } from './queries.ts';

export type MeasureButtonProps = {
  /** Null = it cannot be measured now. */
  readonly onMeasure: (() => void) | null;
  /** True where it was measured before. */
  readonly isAgain?: boolean;
};

/** Starts a measurement; while one runs, it says so. */
export function MeasureButton({ onMeasure, isAgain = false }: MeasureButtonProps) {
  const jobs = useJobs().data ?? [];
  const isMeasuring = jobs.some(({ kind, status }) => kind === 'measure-speed' && status === 'running');
  return (
    <Button disabled={isMeasuring || onMeasure === null} onClick={() => onMeasure?.()}>
      {isMeasuring ? 'Measuring' : isAgain ? 'Measure again' : 'Measure on this machine'}
    </Button>
  );
}
