import { Alert, Box, Button, Stack } from '@mui/material';
import { useEffect, useEffectEvent, useState } from 'react';
import { logLink } from '../log-link.ts';
import { PageLink } from '../PageLink.tsx';
import type { ShownNotice } from './notice-store.ts';

export type NoticeCardProps = { readonly notice: ShownNotice; readonly onDismiss: () => void };

/** One notice: what happened, what to do, where to read more. It does not go while it is pointed at or has the focus. */
export function NoticeCard({ notice, onDismiss }: NoticeCardProps) {
  const { level, title, message, hint, link, action, closesAfterMs, count } = notice;
  const [isHeld, setHeld] = useState(false);
  const onTime = useEffectEvent(onDismiss);
  useEffect(() => {
    if (closesAfterMs === null || isHeld) return;
    const timer = setTimeout(() => onTime(), closesAfterMs);
    return () => clearTimeout(timer);
  }, [closesAfterMs, isHeld]);
  const hold = { onMouseEnter: () => setHeld(true), onFocus: () => setHeld(true) };
  const release = { onMouseLeave: () => setHeld(false), onBlur: () => setHeld(false) };
  return (
    <Alert
      severity={level}
      role={level === 'error' ? 'alert' : 'status'}
      onClose={onDismiss}
      closeText="Dismiss"
      {...hold}
      {...release}
      sx={CARD}
    >
      <Stack direction="row" spacing={1} sx={{ alignItems: 'flex-start' }}>
        <Box sx={{ flexGrow: 1, minWidth: 0, fontWeight: 600, py: 0.25 }}>
          {count > 1 ? `${title} (${count} times)` : title}
        </Box>
        {action !== null && (
          <Button
            color="inherit"
            variant="outlined"
            sx={{ flexShrink: 0, my: -0.5 }}
            onClick={() => {
              onDismiss();
              action.run();
            }}
          >
            {action.label}
          </Button>
        )}
      </Stack>
      {(message !== null || hint !== null) && (
        <Box sx={{ maxHeight: 200, overflow: 'auto' }}>
          {message}
          {hint !== null && <Box sx={{ mt: message === null ? 0 : 0.5, color: 'text.secondary' }}>{hint}</Box>}
        </Box>
      )}
      {(link !== null || level === 'error') && <Links notice={notice} onDismiss={onDismiss} />}
    </Alert>
  );
}

const CARD = {
  border: 1,
  borderColor: 'divider',
  boxShadow: 6,
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
  '& .MuiAlert-message': { flexGrow: 1 },
} as const;

/** Where to read more: the page it is about, and the log. */
function Links({ notice: { level, link, callId }, onDismiss }: NoticeCardProps) {
  return (
    <Stack direction="row" spacing={1} sx={{ mt: 0.5, ml: -1, alignItems: 'center' }}>
      {link !== null && (
        <Button color="inherit" component={PageLink} link={link} onFollow={onDismiss}>
          Show
        </Button>
      )}
      {level === 'error' && (
        <Button color="inherit" component={PageLink} link={logLink(callId)}>
          Open log
        </Button>
      )}
      {callId !== null && (
        <Box component="span" sx={{ typography: 'caption', color: 'text.secondary', ml: 'auto !important' }}>
          call {callId}
        </Box>
      )}
    </Stack>
  );
}
