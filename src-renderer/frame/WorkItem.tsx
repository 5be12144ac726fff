import StopIcon from '@mui/icons-material/StopCircleOutlined';
import { Box, IconButton, LinearProgress, Stack, Tooltip } from '@mui/material';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { useStopJob } from '#renderer/components/use-job.ts';
import { useStopTraining } from './queries.ts';
import type { Work } from './work.ts';

/** One thing that goes on: its name leads to its page, the button stops it. */
export function WorkItem({ work: { title, state, share, link, stopLabel, stop } }: { readonly work: Work }) {
  const stopJob = useStopJob();
  const stopTraining = useStopTraining();
  const end = () => (stop.kind === 'training' ? stopTraining.mutate(undefined) : stopJob.mutate({ jobId: stop.jobId }));
  const name = (
    <Box component="span" sx={{ color: 'text.primary', fontWeight: 560, overflow: 'hidden', textOverflow: 'ellipsis' }}>
      {title}
    </Box>
  );
  return (
    <Stack direction="row" sx={{ gap: 1, alignItems: 'center', minWidth: 0, whiteSpace: 'nowrap' }}>
      {link === null ? (
        name
      ) : (
        <Box component={PageLink} link={link} sx={LINK}>
          {name}
        </Box>
      )}
      <LinearProgress
        aria-label={`${title}: ${state}`}
        {...(share === null ? {} : { variant: 'determinate' as const, value: 100 * share })}
        sx={{ width: 96, flexShrink: 0 }}
      />
      <span>{state}</span>
      {stopLabel !== null && (
        <Tooltip title={stopLabel}>
          <IconButton
            aria-label={`Stop: ${title}`}
            disabled={stopJob.isPending || stopTraining.isPending}
            onClick={end}
            sx={{ p: 0.25, color: 'text.secondary' }}
          >
            <StopIcon sx={{ fontSize: '1rem' }} />
          </IconButton>
        </Tooltip>
      )}
    </Stack>
  );
}

const LINK = {
  color: 'inherit',
  minWidth: 0,
  display: 'flex',
  textDecoration: 'none',
  '&:hover': { textDecoration: 'underline' },
} as const;
