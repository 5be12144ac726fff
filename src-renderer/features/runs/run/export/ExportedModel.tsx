import { Box, Button, Stack, Typography } from '@mui/material';
import { copyText } from '#renderer/components/copy-text.ts';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { ExportedPath } from '#renderer/components/exporting/ExportedPath.tsx';
import { formatBytes } from '#renderer/components/format.ts';
import { JobProgress } from '#renderer/components/JobProgress.tsx';
import { useJob } from '#renderer/components/use-job.ts';
import { useMadeModelExport } from '#renderer/features/runs/queries.ts';
import { MONOSPACE } from '#renderer/theme.ts';
import type { JobId } from '#shared/contract/jobs.ts';

/** How far the export is, and then where it lies and what its card says. */
export function ExportedModel({ jobId }: { readonly jobId: JobId }) {
  const { data: job } = useJob(jobId);
  const { data: made, error } = useMadeModelExport(job?.status === 'finished' ? jobId : null);
  if (job !== undefined && job.status !== 'finished') return <JobProgress job={job} />;
  if (error !== null) return <ErrorNotice error={error} />;
  if (made === undefined) return null;
  const { path, file, sizeBytes, card } = made;
  return (
    <Stack spacing={2}>
      <ExportedPath title={`${file}, ${formatBytes(sizeBytes)}, and MODEL_CARD.md`} path={path} />
      <Stack spacing={0.5}>
        <Stack direction="row" sx={{ alignItems: 'center', justifyContent: 'space-between' }}>
          <Typography variant="subtitle2" id="card-text">
            What the card says
          </Typography>
          <Button color="inherit" onClick={() => void copyText(card, { what: 'the card' })}>
            Copy card
          </Button>
        </Stack>
        <Box
          component="pre"
          tabIndex={0}
          role="region"
          aria-labelledby="card-text"
          sx={{
            m: 0,
            p: 1.5,
            maxHeight: 320,
            overflow: 'auto',
            border: 1,
            borderColor: 'divider',
            borderRadius: 1,
            fontFamily: MONOSPACE,
            fontSize: 'caption.fontSize',
            whiteSpace: 'pre-wrap',
            overflowWrap: 'anywhere',
          }}
        >
          {card}
        </Box>
      </Stack>
    </Stack>
  );
}
