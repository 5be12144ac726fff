import PinIcon from '@mui/icons-material/PushPin';
import { Chip, Link, Stack } from '@mui/material';
import { createLink } from '@tanstack/react-router';
import type { RunRow } from '#shared/contract/runs.ts';

export type RunNameProps = { readonly run: RunRow; readonly isBaseline: boolean };

const PageLink = createLink(Link);

/** The way to a run's page. */
export function RunName({ run, isBaseline }: RunNameProps) {
  return (
    <Stack direction="row" spacing={0.75} sx={{ alignItems: 'center' }}>
      <PageLink
        to="/runs/$runId"
        params={{ runId: run.id }}
        tabIndex={-1}
        noWrap
        title={run.name}
        color="inherit"
        sx={{ fontWeight: 560 }}
      >
        {run.name}
      </PageLink>
      {run.isPinned && <PinIcon titleAccess="Pinned" sx={{ fontSize: '0.875rem', color: 'text.secondary' }} />}
      {isBaseline && <Chip label="baseline" color="primary" variant="outlined" sx={{ height: 18 }} />}
    </Stack>
  );
}
