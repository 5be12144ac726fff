import { Button, Skeleton, Stack } from '@mui/material';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Page } from '#renderer/components/Page.tsx';
import { DEFAULT_SETTINGS } from '#shared/contract/settings.ts';
import { ConfigurationEditor } from './ConfigurationEditor.tsx';
import { usePresets, useQueued, useRunOf, useSettings } from './queries.ts';
import { startText } from './start-text.ts';

/** One configuration as a form and as text: a preset, a run's, that of a training that waits, or the draft. */
export function EditConfigurationPage() {
  const search = useSearch({ from: '/configurations/edit' });
  const presets = usePresets();
  const settings = useSettings();
  const run = useRunOf(search.run);
  const queued = useQueued(search.entry);
  const error = presets.error ?? settings.error ?? run.error ?? queued.error;
  if (error !== null)
    return (
      <Page title="Configuration">
        <ErrorNotice error={error} />
      </Page>
    );
  const isLoading = presets.data === undefined || settings.data === undefined || run.isLoading || queued.isLoading;
  if (isLoading) return <Loading />;
  return <Opened key={JSON.stringify(search)} />;
}

/** Everything is there: what is opened is decided once, whatever the queries bring afterwards. */
function Opened() {
  const search = useSearch({ from: '/configurations/edit' });
  const presets = usePresets().data ?? [];
  const settings = useSettings().data ?? DEFAULT_SETTINGS;
  const run = useRunOf(search.run).data ?? null;
  const queued = useQueued(search.entry).data ?? null;
  const [start] = useState(() => startText({ search, presets, run, queued, draft: settings.draft }));
  if (start === null) return <NotThere name={search.preset ?? search.run ?? ''} />;
  return <ConfigurationEditor start={start} presets={presets} settings={settings} />;
}

function Loading() {
  return (
    <Page title="Configuration" isFilled>
      <Stack direction="row" spacing={2} sx={{ p: 3, height: '100%' }} aria-label="Opening the configuration">
        <Skeleton variant="rounded" sx={{ flex: 1, height: '80%' }} />
        <Skeleton variant="rounded" sx={{ flex: 1, height: '80%' }} />
      </Stack>
    </Page>
  );
}

function NotThere({ name }: { readonly name: string }) {
  return (
    <Page title="Configuration">
      <EmptyState
        title={`There is no configuration "${name}"`}
        action={
          <Button component={Link} to="/configurations" variant="contained">
            All configurations
          </Button>
        }
      >
        It may have been deleted, or be of another workspace.
      </EmptyState>
    </Page>
  );
}
