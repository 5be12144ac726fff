import InterruptedIcon from '@mui/icons-material/BoltOutlined';
import FinishedIcon from '@mui/icons-material/CheckCircleOutlined';
import CancelledIcon from '@mui/icons-material/DoNotDisturbOnOutlined';
import FailedIcon from '@mui/icons-material/HighlightOffOutlined';
import StoppedIcon from '@mui/icons-material/PauseCircleOutlined';
import RunningIcon from '@mui/icons-material/PlayCircleOutlined';
import CreatedIcon from '@mui/icons-material/ScheduleOutlined';
import { Box, type SvgIconProps, Tooltip } from '@mui/material';
import type { ComponentType } from 'react';
import type { RunStatus } from '#shared/domain/runs.ts';

type Look = { readonly icon: ComponentType<SvgIconProps>; readonly colour: string; readonly meaning: string };

const LOOKS: Readonly<Record<RunStatus, Look>> = {
  created: { icon: CreatedIcon, colour: 'text.secondary', meaning: 'Made, and not started' },
  running: { icon: RunningIcon, colour: 'info.main', meaning: 'Trains now' },
  finished: {
    icon: FinishedIcon,
    colour: 'success.main',
    meaning: 'All epochs are done, or it stopped early by itself',
  },
  stopped: { icon: StoppedIcon, colour: 'text.secondary', meaning: 'Stopped by a person; Resume goes on from there' },
  interrupted: {
    icon: InterruptedIcon,
    colour: 'warning.main',
    meaning: 'Ended without a word; Resume goes on from its last epoch',
  },
  failed: { icon: FailedIcon, colour: 'error.main', meaning: 'Ended with an error' },
  cancelled: { icon: CancelledIcon, colour: 'text.secondary', meaning: 'Cancelled and discarded' },
};

/** What a run is: a shape, a word, and what it means on hover. */
export function RunStatusMark({ status }: { readonly status: RunStatus }) {
  const { icon: Icon, colour, meaning } = LOOKS[status];
  return (
    <Tooltip title={meaning}>
      <Box
        component="span"
        sx={{
          display: 'inline-flex',
          verticalAlign: 'middle',
          alignItems: 'center',
          gap: 0.5,
          color: colour,
          whiteSpace: 'nowrap',
        }}
      >
        <Icon sx={{ fontSize: '1rem' }} aria-hidden />
        {status}
      </Box>
    </Tooltip>
  );
}
