import { Alert, AlertTitle, Box, Button, Stack } from '@mui/material';
import { useEffect, useEffectEvent, useState } from 'react';
import { PageLink } from '../PageLink.tsx';
import type { ShownNotice } from './notice-store.ts';

export type NoticeCardProps = { readonly notice: ShownNotice; readonly onDismiss: () => void };

/** One notice: what happened, what to do, where to read more. It does not go while it is pointed at or has the focus. */
export function NoticeCard({ notice, onDismiss }: NoticeCardProps) {
  const { level, title, message, hint, closesAfterMs, count } = notice;
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
      variant="standard"
      role={level === 'error' ? 'alert' : 'status'}
      onClose={onDismiss}
      closeText="Dismiss"
      {...hold}
      {...release}
      sx={{ border: 1, borderColor: `${level}.main`, boxShadow: 6, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
    >
      <AlertTitle>{count > 1 ? `${title} (${count} times)` : title}</AlertTitle>
      <Box sx={{ maxHeight: 200, overflow: 'auto' }}>
        {message}
        {hint !== null && <Box sx={{ mt: message === null ? 0 : 0.5, color: 'text.secondary' }}>{hint}</Box>}
      </Box>
      <Actions notice={notice} onDismiss={onDismiss} />
    </Alert>
  );
}

function Actions({ notice: { level, link, callId, action }, onDismiss }: NoticeCardProps) {
  const hasLog = level === 'error';
  if (action === null && link === null && !hasLog) return null;
  const logLink = callId === null ? '/log' : `/log?text=${callId}`;
  return (
    <Stack direction="row" spacing={1} sx={{ mt: 0.75, ml: -0.75, alignItems: 'center' }}>
      {action !== null && (
        <Button
          color="inherit"
          onClick={() => {
            onDismiss();
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      {link !== null && (
        <Button color="inherit" component={PageLink} link={link} onFollow={onDismiss}>
          Show
        </Button>
      )}
      {hasLog && (
        <Button color="inherit" component={PageLink} link={logLink}>
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
