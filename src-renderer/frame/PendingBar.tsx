import { LinearProgress } from '@mui/material';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

/** Below that nobody notices that a page had to be loaded. */
const PATIENCE_MS = 100;

/** Says that the next page is on its way; the one before stays until then. */
export function PendingBar() {
  const isLoading = useRouterState({ select: (state) => state.isLoading });
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isLoading) return setLong(false);
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isLoading]);
  if (!isLong) return null;
  return (
    <LinearProgress
      aria-label="The page is being loaded"
      sx={{ position: 'absolute', inset: '0 0 auto', height: 2, zIndex: 1 }}
    />
  );
}
