import { Box, Button, Skeleton, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { mediaUrl } from '#renderer/api/client.ts';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import type { BatchPreview } from '#shared/contract/configurations.ts';
import type { DocumentSnapshot } from '../editor/configuration-document.ts';
import { useFirstBatch } from '../queries.ts';
import { BatchFace } from './BatchFace.tsx';
import { batchKey } from './batch-key.ts';

export type FirstBatchProps = {
  readonly snapshot: DocumentSnapshot;
  /** True where the workspace knows the faces. */
  readonly isKnown: boolean;
};

/** The first batch of an epoch as the network will see it. */
export function FirstBatch({ snapshot: { text, check }, isKnown }: FirstBatchProps) {
  const [epoch, setEpoch] = useState(1);
  const { config } = check;
  const batch = useFirstBatch({
    yaml: isKnown && config !== null ? text : null,
    key: config === null ? '' : batchKey(config),
    epoch,
  });
  return (
    <Box component="section" aria-labelledby="first-batch">
      <Stack direction="row" sx={{ alignItems: 'center', gap: 1, mb: 1 }}>
        <Typography id="first-batch" variant="h3" component="h3" sx={{ flexGrow: 1 }}>
          First batch of epoch {epoch}
        </Typography>
        {epoch > 1 && (
          <Button color="inherit" onClick={() => setEpoch(1)}>
            Epoch 1
          </Button>
        )}
        <Button variant="outlined" disabled={batch.data === undefined} onClick={() => setEpoch(epoch + 1)}>
          Another epoch
        </Button>
      </Stack>
      {isKnown ? (
        <Faces batch={batch} />
      ) : (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          The first batch can be shown when the faces are in a data set of this workspace.
        </Typography>
      )}
    </Box>
  );
}

function Faces({ batch }: { readonly batch: ReturnType<typeof useFirstBatch> }) {
  if (batch.data === undefined)
    return batch.error === null ? (
      <Skeleton variant="rounded" height={160} aria-label="Decoding the first batch" />
    ) : (
      <ErrorNotice error={batch.error} onRetry={() => void batch.refetch()} />
    );
  return (
    <Box sx={{ opacity: batch.isPlaceholderData ? 0.5 : 1 }} aria-busy={batch.isFetching}>
      {batch.error !== null && <ErrorNotice error={batch.error} onRetry={() => void batch.refetch()} />}
      <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mb: 1 }}>
        {wordsOf(batch.data)}
      </Typography>
      <Box component="ul" aria-label="Faces of the batch" sx={GRID}>
        {batch.data.faces.map((face) => (
          <BatchFace
            key={face.index}
            source={mediaUrl(`batches/${batch.data.id}/${face.index}`)}
            path={face.path}
            label={face.label}
            aspect={batch.data.widthPx / batch.data.heightPx}
          />
        ))}
      </Box>
    </Box>
  );
}

function wordsOf({ faces, batchSize, widthPx, heightPx, augmentation }: BatchPreview): string {
  const shown = faces.length < batchSize ? `The first ${faces.length} of ${batchSize} faces` : `${batchSize} faces`;
  return `${shown}, ${widthPx} × ${heightPx} px, pixel for pixel as the network gets them. Done to them: ${augmentation}.`;
}

const GRID = {
  display: 'grid',
  gap: 1,
  gridTemplateColumns: 'repeat(auto-fill, minmax(84px, 1fr))',
  m: 0,
  p: 0,
  listStyle: 'none',
} as const;
