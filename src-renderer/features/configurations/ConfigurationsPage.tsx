import AddIcon from '@mui/icons-material/AddOutlined';
import { Box, Button, Skeleton, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Page } from '#renderer/components/Page.tsx';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { Preset } from '#shared/contract/configurations.ts';
import { DraftCard } from './DraftCard.tsx';
import { PresetCard } from './PresetCard.tsx';
import { useDatasets, usePresets, useSettings } from './queries.ts';
import { editLink } from './search.ts';

/** The draft, the person's own configurations, and those that come with Facet. */
export function ConfigurationsPage() {
  const [newest] = useDatasets().data ?? [];
  const data = newest === undefined ? {} : { data: newest.csvPath };
  return (
    <Page
      title="Configurations"
      actions={
        <Button
          component={PageLink}
          link={editLink({ preset: 'resnet18', ...data })}
          variant="contained"
          startIcon={<AddIcon />}
        >
          New configuration
        </Button>
      }
    >
      <Cards />
    </Page>
  );
}

function Cards() {
  const presets = usePresets();
  const settings = useSettings();
  if (presets.isPending)
    return (
      <Box sx={GRID} aria-label="Reading the configurations">
        {[0, 1, 2].map((index) => (
          <Skeleton key={index} variant="rounded" height={150} />
        ))}
      </Box>
    );
  if (presets.error !== null) return <ErrorNotice error={presets.error} onRetry={() => void presets.refetch()} />;
  const draft = settings.data?.draft ?? null;
  const taken = presets.data.filter(({ origin }) => origin === 'workspace').map(({ name }) => name);
  const of = (origin: Preset['origin']) => presets.data.filter((preset) => preset.origin === origin);
  return (
    <Stack spacing={3}>
      {draft !== null && draft.yaml !== draft.originYaml && (
        <Group title="Your draft">
          <DraftCard draft={draft} />
        </Group>
      )}
      <Group title="Yours">
        {of('workspace').map((preset) => (
          <PresetCard key={preset.name} preset={preset} taken={taken} />
        ))}
        {of('workspace').length === 0 && (
          <Typography variant="body2" sx={{ color: 'text.secondary', gridColumn: '1 / -1' }}>
            None yet. Open one of Facet's below, change it, and save it under a name of your own.
          </Typography>
        )}
      </Group>
      <Group title="With Facet">
        {of('facet').map((preset) => (
          <PresetCard key={preset.name} preset={preset} taken={taken} />
        ))}
      </Group>
    </Stack>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Box component="section" aria-label={title}>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {title}
      </Typography>
      <Box sx={GRID}>{children}</Box>
    </Box>
  );
}

const GRID = { display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(320px, 1fr))' } as const;
