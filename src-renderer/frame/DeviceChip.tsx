import GpuIcon from '@mui/icons-material/DeveloperBoardOutlined';
import AskingIcon from '@mui/icons-material/HourglassEmptyOutlined';
import CpuIcon from '@mui/icons-material/MemoryOutlined';
import TroubleIcon from '@mui/icons-material/WarningAmberOutlined';
import { Button, Tooltip } from '@mui/material';
import type { ReactNode } from 'react';
import { describeError } from '#renderer/api/errors.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { DeviceFacts } from '#shared/contract/workspace.ts';
import { useDevice } from './queries.ts';

/** What this machine computes with, in words; what mends it is a click away. */
export function DeviceChip() {
  const { data: device, error } = useDevice();
  if (error !== null)
    return (
      <Chip icon={<TroubleIcon />} label="TensorFlow does not load" detail={describeError(error).message} isTrouble />
    );
  if (device === undefined)
    return (
      <Chip
        icon={<AskingIcon />}
        label="Asking TensorFlow"
        detail="Which device TensorFlow computes on is being asked."
      />
    );
  if (device.unusedGpus.length > 0)
    return <Chip icon={<TroubleIcon />} label="CPU, GPU unused" detail={unusedWords(device)} isTrouble />;
  return (
    <Chip
      icon={device.kind === 'gpu' ? <GpuIcon /> : <CpuIcon />}
      label={device.kind === 'gpu' ? device.name : 'CPU'}
      detail={`TensorFlow ${device.tensorflow} computes on ${device.name}.`}
    />
  );
}

const unusedWords = ({ unusedGpus, flavour }: DeviceFacts) =>
  flavour === 'cpu'
    ? `${unusedGpus.join(', ')} is there, and the TensorFlow that is set up knows the CPU only.`
    : `${unusedGpus.join(', ')} is there, and TensorFlow cannot use it.`;

type ChipProps = {
  readonly icon: ReactNode;
  readonly label: string;
  readonly detail: string;
  readonly isTrouble?: boolean;
};

function Chip({ icon, label, detail, isTrouble = false }: ChipProps) {
  return (
    <Tooltip title={`${detail} More under Settings.`}>
      <Button
        component={PageLink}
        link="/settings?section=device"
        variant="outlined"
        color="inherit"
        startIcon={icon}
        aria-label={`Device: ${label}`}
        sx={{
          ml: 0.75,
          maxWidth: 260,
          borderColor: isTrouble ? 'warning.main' : 'divider',
          color: isTrouble ? 'warning.main' : 'text.primary',
          '& .MuiButton-startIcon > *': { fontSize: '1rem' },
        }}
      >
        <span style={LABEL}>{label}</span>
      </Button>
    </Tooltip>
  );
}

const LABEL = { overflow: 'hidden', textOverflow: 'ellipsis' } as const;
