import { Alert, Box, Button, Skeleton, Stack } from '@mui/material';
import { useState } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Facts } from '#renderer/components/Facts.tsx';
import { formatBytes, formatCount } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import type { DeviceFacts } from '#shared/contract/workspace.ts';
import { CheckTable } from './CheckTable.tsx';
import { useChecks, useDevice } from './queries.ts';

/** What TensorFlow really computes on, what it could, and how to get there. */
export function DevicePanel() {
  const { data: device, error, refetch, isFetching } = useDevice();
  const [isAsked, setAsked] = useState(false);
  const checks = useChecks({ isAsked });
  return (
    <Panel
      title="Device"
      actions={
        <Button
          variant="outlined"
          color="inherit"
          disabled={checks.isFetching}
          onClick={() => (isAsked ? void checks.refetch() : setAsked(true))}
        >
          {checks.isFetching ? 'Checking' : 'Check this machine'}
        </Button>
      }
    >
      {error !== null && !isFetching && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {device === undefined && isFetching && <Skeleton variant="rounded" height={110} aria-label="Asking TensorFlow" />}
      {device !== undefined && <Device device={device} />}
      {checks.error !== null && <ErrorNotice error={checks.error} />}
      {checks.data !== undefined && (
        <Box sx={{ mt: 2 }}>
          <CheckTable rows={checks.data} />
        </Box>
      )}
    </Panel>
  );
}

function Device({ device }: { readonly device: DeviceFacts }) {
  const { kind, name, gpus, cpus, memoryBytes, tensorflow, flavour, unusedGpus } = device;
  return (
    <Stack spacing={1.5}>
      <Facts
        nameWidthPx={180}
        facts={[
          ['Computes on', kind === 'gpu' ? `GPU: ${name}` : name],
          ['GPUs', gpus === 0 ? 'none that TensorFlow uses' : formatCount(gpus)],
          ['CPU threads', formatCount(cpus)],
          ['Memory', formatBytes(memoryBytes)],
          ['TensorFlow', `${tensorflow}, ${flavour === 'cuda' ? 'for GPUs and CPUs' : 'for CPUs alone'}`],
        ]}
      />
      {unusedGpus.length > 0 && (
        <Alert severity="warning" role="note">
          {unusedGpus.join(', ')} is there and not used.{' '}
          {flavour === 'cpu' ? (
            <>
              The TensorFlow that is set up knows the CPU only: run <code>npx facet setup --gpu</code>, then start Facet
              anew.
            </>
          ) : (
            <>
              TensorFlow finds no GPU that it can use: check the NVIDIA driver with <code>nvidia-smi</code>;{' '}
              <code>npx facet doctor</code> says what is missing.
            </>
          )}
        </Alert>
      )}
    </Stack>
  );
}
