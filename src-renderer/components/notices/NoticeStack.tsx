import { Box, Button, Stack } from '@mui/material';
import { useStore } from 'zustand';
import { NoticeCard } from './NoticeCard.tsx';
import { dismissAllNotices, dismissNotice, noticeStore } from './notice-store.ts';

/** What has to be known, one below the other in a corner, above everything. */
export function NoticeStack() {
  const notices = useStore(noticeStore, (state) => state.notices);
  return (
    <Box
      component="section"
      aria-label="Notices"
      sx={{ position: 'fixed', right: 16, bottom: 44, zIndex: 'snackbar', width: 400, maxWidth: 'calc(100vw - 32px)' }}
    >
      <Stack spacing={1}>
        {notices.length > 1 && (
          <Button
            onClick={dismissAllNotices}
            variant="outlined"
            color="inherit"
            sx={{ alignSelf: 'flex-end', bgcolor: 'background.paper' }}
          >
            Dismiss all {notices.length}
          </Button>
        )}
        {notices.map((notice) => (
          <NoticeCard key={notice.id} notice={notice} onDismiss={() => dismissNotice(notice.id)} />
        ))}
      </Stack>
    </Box>
  );
}
