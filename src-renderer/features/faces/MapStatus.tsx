import { Alert, Button, Stack } from '@mui/material';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { WorkProgress } from '#renderer/components/WorkProgress.tsx';
import type { DatasetId } from '#shared/domain/records.ts';
import { useDevice, useLocate } from './queries.ts';
import type { FaceMap } from './use-face-map.ts';

export type MapStatusProps = {
  readonly datasetId: DatasetId;
  readonly map: FaceMap;
  readonly isShared: boolean;
  /** Of the face that was looked for; null where nobody asked. */
  readonly quality: 'found' | 'none' | 'several' | 'pending' | null;
};

/** What there is to say of the map and of the face's parts: that one is being made, is empty, or cannot be had. */
export function MapStatus({ datasetId, map, isShared, quality }: MapStatusProps) {
  const { data: device } = useDevice();
  const where = device === undefined ? '' : ` on the ${device.kind === 'gpu' ? device.name : 'CPU'}`;
  return (
    <Stack spacing={1} aria-live="polite">
      {map.kind === 'making' && (
        <Stack spacing={0.5} sx={{ typography: 'body2' }}>
          <span>Making the heat map{where}. The first one of a network takes some seconds.</span>
          <WorkProgress label="Making the heat map" unit={null} done={0} total={null} remainingMs={null} />
        </Stack>
      )}
      {map.kind === 'none' && (
        <Alert severity="info" variant="outlined">
          {map.why}
        </Alert>
      )}
      {map.kind === 'failed' && <ErrorNotice error={map.error} onRetry={map.retry} />}
      {map.kind === 'there' && map.max === 0 && (
        <Alert severity="info" variant="outlined">
          This map is empty: nothing in this layer speaks for the class. It has no shares, and averages leave it out.
        </Alert>
      )}
      {map.kind === 'there' && map.max > 0 && isShared && map.max < 0.05 * map.top && (
        <Alert severity="info" variant="outlined">
          On the shared scale this face stays dark: its largest value is below a twentieth of the test's.
        </Alert>
      )}
      {quality === 'pending' && (
        <Alert severity="info" variant="outlined" action={<LocateButton datasetId={datasetId} />}>
          Its parts are not known yet: nobody looked for the faces of this data set.
        </Alert>
      )}
      {quality === 'none' && (
        <Alert severity="warning" variant="outlined">
          No face was found in this picture, so its parts are not known. They are not guessed.
        </Alert>
      )}
      {quality === 'several' && (
        <Alert severity="warning" variant="outlined">
          Several faces were found in this picture; the largest is drawn, and it counts in no ledger.
        </Alert>
      )}
    </Stack>
  );
}

function LocateButton({ datasetId }: { readonly datasetId: DatasetId }) {
  const locate = useLocate();
  return (
    <Button
      color="inherit"
      disabled={locate.isPending || locate.isSuccess}
      onClick={() => locate.mutate({ datasetId })}
    >
      {locate.isSuccess ? 'Looking' : 'Look for them'}
    </Button>
  );
}
