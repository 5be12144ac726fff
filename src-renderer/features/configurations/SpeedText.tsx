import { Tooltip } from '@mui/material';
import { formatDuration } from '#renderer/components/format.ts';
import type { SpeedEstimate } from '#shared/contract/configurations.ts';

/** "0:42 an epoch, 22.8 images/s", with how that is known on hover; a guess is called one. */
export function SpeedText({ estimate }: { readonly estimate: SpeedEstimate | null }) {
  if (estimate === null) return <>Not measured on this machine yet</>;
  const { secondsPerEpoch, trainImagesPerSecond, basis, isExact } = estimate;
  const speed = `${trainImagesPerSecond.toPrecision(3)} images/s`;
  const words = secondsPerEpoch === null ? speed : `${duration(secondsPerEpoch)} an epoch, ${speed}`;
  return (
    <Tooltip title={basis}>
      <span>
        {isExact ? '' : 'About '}
        {words}
      </span>
    </Tooltip>
  );
}

/** m:ss says nothing about a moment. */
const duration = (seconds: number): string =>
  seconds < 10 ? `${seconds.toFixed(1)} s` : formatDuration(1000 * seconds);
