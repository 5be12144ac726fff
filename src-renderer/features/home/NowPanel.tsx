import { Button } from '@mui/material';
import { formatCount, formatDuration } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import { WorkProgress } from '#renderer/components/WorkProgress.tsx';
import type { TrainingProgress } from '#shared/contract/training.ts';
import { useStopTraining } from './queries.ts';

/** The training that runs, as far as one wants to know it from the next room. */
export function NowPanel({ progress }: { readonly progress: TrainingProgress }) {
  const { name, device, epoch, epochs, phase, share, done, total, unit } = progress;
  const { remainingMs, elapsedMs, imagesPerSecond } = progress;
  const stop = useStopTraining();
  const isInEpochs = phase !== 'checking' && phase !== 'downloading' && phase !== 'starting';
  const facts = [
    device,
    isInEpochs ? `epoch ${formatCount(epoch)} of ${formatCount(epochs)}` : null,
    imagesPerSecond === null ? null : `${formatCount(imagesPerSecond)} images/s`,
    `${formatDuration(elapsedMs)} so far`,
  ].filter((fact) => fact !== null);
  return (
    <Panel
      title={`Training ${name}`}
      subtitle={facts.join(' · ')}
      actions={
        <>
          <Button
            color="inherit"
            disabled={stop.isPending || phase === 'stopping'}
            title="Stops after the current step and keeps everything"
            onClick={() => stop.mutate(undefined)}
          >
            {phase === 'stopping' ? 'Stopping' : 'Stop'}
          </Button>
          <Button component={PageLink} link="/training" variant="outlined" color="inherit">
            Watch
          </Button>
        </>
      }
    >
      <WorkProgress
        label={`${name}, ${PHASES[phase]}`}
        unit={`${unit}, ${PHASES[phase]}`}
        done={done}
        total={total === 0 ? null : total}
        share={isInEpochs ? share : null}
        remainingMs={remainingMs}
      />
    </Panel>
  );
}

const PHASES: Readonly<Record<TrainingProgress['phase'], string>> = {
  checking: 'checking',
  downloading: 'downloading pretrained weights',
  starting: 'starting',
  training: 'training',
  validating: 'validating',
  explaining: 'explaining the pinned faces',
  stopping: 'stopping',
};
