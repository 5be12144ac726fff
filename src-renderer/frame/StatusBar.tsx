import { Box, CircularProgress, Stack } from '@mui/material';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useIsConnected } from '#renderer/api/live.ts';
import { noticeStore } from '#renderer/components/notices/notice-store.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { useJobs, useTrainingState } from './queries.ts';
import { WorkItem } from './WorkItem.tsx';
import { currentWork } from './work.ts';

/** The last line of the window: what runs, whether the back end can be heard, and what was said last. */
export function StatusBar() {
  const jobs = useJobs().data ?? [];
  const progress = useTrainingState().data?.progress ?? null;
  const work = currentWork(jobs, progress);
  return (
    <Stack
      component="footer"
      direction="row"
      aria-label="Status"
      sx={{
        gridColumn: '1 / -1',
        height: 28,
        px: 1.5,
        gap: 2,
        alignItems: 'center',
        bgcolor: 'surface.chrome',
        borderTop: 1,
        borderColor: 'divider',
        typography: 'caption',
        color: 'text.secondary',
        overflow: 'hidden',
      }}
    >
      {work.length === 0 ? (
        <span>Nothing runs</span>
      ) : (
        work.slice(0, MOST_SHOWN).map((one) => <WorkItem key={one.id} work={one} />)
      )}
      {work.length > MOST_SHOWN && <span>and {work.length - MOST_SHOWN} more</span>}
      <Box sx={{ flexGrow: 1 }} />
      <NewestNotice />
      <Connection />
    </Stack>
  );
}

const MOST_SHOWN = 2;

/** What was said last, after it has gone from the corner. */
function NewestNotice() {
  const newest = useStore(noticeStore, ({ newest, notices }) => (notices.length === 0 ? newest : null));
  if (newest === null) return null;
  return (
    <Box
      component={PageLink}
      link="/log"
      sx={{
        minWidth: 0,
        textDecoration: 'none',
        '&:hover': { textDecoration: 'underline' },
        color: newest.level === 'error' ? 'error.main' : 'inherit',
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'nowrap',
      }}
    >
      {newest.level === 'error' ? 'Error: ' : ''}
      {newest.title.split('\n')[0]}
    </Box>
  );
}

/** A break shorter than this is none: a page that comes back from sleep has one. */
const PATIENCE_MS = 800;

function Connection() {
  const isConnected = useIsConnected();
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (isConnected) return setLong(false);
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isConnected]);
  return (
    <Stack direction="row" role="status" sx={{ gap: 1, alignItems: 'center', color: 'error.main', flexShrink: 0 }}>
      {isLong && (
        <>
          <CircularProgress size={12} color="inherit" aria-hidden />
          Facet does not answer. Trying again
        </>
      )}
    </Stack>
  );
}
