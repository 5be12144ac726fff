import ProblemIcon from '@mui/icons-material/ErrorOutlineOutlined';
import { Box, Paper, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { plural } from '#renderer/components/format.ts';
import { summaryOf } from './summary.ts';

export type ConfigurationCardProps = {
  readonly title: string;
  readonly description: string | null;
  readonly yaml: string;
  /** When it was changed. */
  readonly note: ReactNode;
  readonly actions: ReactNode;
};

/** What a configuration is about, and what can be done with it. */
export function ConfigurationCard({ title, description, yaml, note, actions }: ConfigurationCardProps) {
  const { network, size, data, epochs, batch, optimizer, problemCount } = summaryOf(yaml);
  return (
    <Paper
      component="article"
      variant="outlined"
      aria-label={title}
      sx={{ display: 'flex', flexDirection: 'column', p: 2, gap: 1 }}
    >
      <Stack direction="row" sx={{ alignItems: 'baseline', gap: 1 }}>
        <Typography variant="h3" noWrap title={title} sx={{ flexGrow: 1, minWidth: 0 }}>
          {title}
        </Typography>
        <Typography variant="caption" component="span" sx={{ color: 'text.secondary', flexShrink: 0 }}>
          {note}
        </Typography>
      </Stack>
      {description !== null && (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {description}
        </Typography>
      )}
      <Box component="dl" sx={FACTS}>
        <dt>Network</dt>
        <dd>
          {network}, {size}
        </dd>
        <dt>Data</dt>
        <dd>{data === '' ? 'none yet' : data}</dd>
        <dt>Training</dt>
        <dd>
          {plural(Number(epochs), 'epoch')}, batches of {batch}, {optimizer}
        </dd>
      </Box>
      {problemCount > 0 && (
        <Stack direction="row" sx={{ alignItems: 'center', gap: 0.75, color: 'error.main', typography: 'body2' }}>
          <ProblemIcon fontSize="small" aria-hidden />
          {plural(problemCount, 'problem')} to mend
        </Stack>
      )}
      <Stack direction="row" sx={{ mt: 'auto', pt: 0.5, gap: 1, alignItems: 'center' }}>
        {actions}
      </Stack>
    </Paper>
  );
}

const FACTS = {
  display: 'grid',
  gridTemplateColumns: '68px minmax(0, 1fr)',
  columnGap: 1,
  rowGap: 0.25,
  m: 0,
  typography: 'body2',
  '& dt': { color: 'text.secondary' },
  '& dd': { m: 0, overflowWrap: 'anywhere' },
} as const;
