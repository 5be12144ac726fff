import { Tooltip } from '@mui/material';
import { formatDuration } from '#renderer/components/format.ts';
import type { SpeedEstimate } from '#shared/contract/configurations.ts';

/** "0:42 an epoch", with how that is known on hover; a guess is called one. */
export function SpeedText({ estimate }: { readonly estimate: SpeedEstimate | null }) {
  if (estimate === null) return <>Time of an epoch: not measured here yet</>;
  const { secondsPerEpoch, trainImagesPerSecond, basis, isExact } = estimate;
  const speed = `${trainImagesPerSecond.toPrecision(3)} images/s`;
  const words = secondsPerEpoch === null ? speed : `${formatDuration(1000 * secondsPerEpoch)} an epoch, ${speed}`;
  return (
    <Tooltip title={basis}>
      <span>
        {isExact ? '' : 'about '}
        {words}
        {isExact ? '' : ' (a guess)'}
      </span>
    </Tooltip>
  );
}
