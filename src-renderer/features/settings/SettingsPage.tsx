import { Box, Skeleton, Stack } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Page } from '#renderer/components/Page.tsx';
import { AboutPanel } from './AboutPanel.tsx';
import { AppearancePanel } from './AppearancePanel.tsx';
import { DevicePanel } from './DevicePanel.tsx';
import { useSettings, useWorkspaceInfo } from './queries.ts';
import { WorkPanel } from './WorkPanel.tsx';
import { WorkspacePanel } from './WorkspacePanel.tsx';

const route = getRouteApi('/settings');

/** What a person chooses about the window, and what the program knows about itself and the machine. */
export function SettingsPage() {
  const { section } = route.useSearch();
  const { data: settings, error, refetch } = useSettings();
  const isKnown = settings !== undefined;
  const isWhole = useWorkspaceInfo().isFetched && isKnown; // before that, what is above would push the section away
  useEffect(() => {
    if (isWhole && section !== undefined) document.getElementById(section)?.scrollIntoView({ block: 'start' });
  }, [isWhole, section]);
  return (
    <Page title="Settings">
      <Stack spacing={2} sx={{ maxWidth: 880 }}>
        {error !== null && !isKnown && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {error === null && !isKnown && <Skeleton variant="rounded" height={180} />}
        {isKnown && <AppearancePanel settings={settings} />}
        {isKnown && <WorkPanel settings={settings} />}
        <Box id="workspace">
          <WorkspacePanel />
        </Box>
        <Box id="device">
          <DevicePanel />
        </Box>
        <Box id="about">
          <AboutPanel />
        </Box>
      </Stack>
    </Page>
  );
}
