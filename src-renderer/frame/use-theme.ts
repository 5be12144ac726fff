import { useColorScheme } from '@mui/material/styles';
import { useEffect } from 'react';
import type { Settings } from '#shared/contract/settings.ts';
import { useChangeSettings, useSettings } from './queries.ts';

/**
 * The theme is a setting of the workspace. What this browser showed last is in its local storage (MUI keeps it there, public/first-colour.js reads it),
 * so that a page does not begin in the wrong colour; where the two differ, the workspace's is right.
 */
export function useTheme() {
  const { mode, colorScheme, setMode } = useColorScheme();
  const stored = useSettings().data?.theme;
  const change = useChangeSettings();
  useEffect(() => {
    if (stored !== undefined) setMode(stored);
  }, [stored, setMode]);
  return {
    theme: mode ?? 'system',
    isDark: colorScheme === 'dark',
    setTheme: (theme: Settings['theme']) => {
      setMode(theme);
      change.mutate({ theme });
    },
  };
}
