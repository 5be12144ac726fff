import StoppedEarlyIcon from '@mui/icons-material/ContentCutOutlined';
import WaitingIcon from '@mui/icons-material/ScheduleOutlined';
import { Box, Tooltip } from '@mui/material';
import { RunStatusMark } from '#renderer/components/RunStatusMark.tsx';
import type { SweepTrial } from '#shared/contract/sweeps.ts';
import { STATE_WORDS } from '#shared/sweep/words.ts';

/** What became of a trial: as a run's status, and the two that only a trial has. */
export function TrialStateMark({
  trial: { state, isQueued, problem },
}: {
  readonly trial: Pick<SweepTrial, 'state' | 'isQueued' | 'problem'>;
}) {
  if (state !== 'waiting' && state !== 'stopped-early') {
    const mark = <RunStatusMark status={state} />;
    return problem === null ? mark : <span title={problem}>{mark}</span>;
  }
  const [Icon, meaning] =
    state === 'stopped-early'
      ? [StoppedEarlyIcon, 'Given up by the median rule; its weights are kept, and its notes say why']
      : [WaitingIcon, isQueued ? 'Waits in the queue' : 'Not begun, and not in the queue'];
  return (
    <Tooltip title={meaning}>
      <Box
        component="span"
        sx={{
          ...{ display: 'inline-flex', verticalAlign: 'middle', alignItems: 'center', gap: 0.5 },
          ...{ color: 'text.secondary', whiteSpace: 'nowrap' },
        }}
      >
        <Icon sx={{ fontSize: '1rem' }} aria-hidden />
        {STATE_WORDS[state]}
      </Box>
    </Tooltip>
  );
}
