import { Box, List, ListItem, ListItemButton, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { Ago } from '#renderer/components/Ago.tsx';
import { formatCount, formatPercent, plural } from '#renderer/components/format.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { EvaluationId, EvaluationSummary, RunId } from '#shared/domain/records.ts';
import { metricsOf } from './metrics-of.ts';

export type TestListProps = {
  /** Newest first. */
  readonly tests: readonly EvaluationSummary[];
  readonly shown: EvaluationId;
  readonly runId: RunId;
  readonly action: ReactNode;
};

const MOST_LISTED = 100;

/** The run's tests, each a link that shows its figures. */
export function TestList({ tests, shown, runId, action }: TestListProps) {
  const older = tests.length - MOST_LISTED;
  return (
    <Panel title="Tests" isFlush actions={action}>
      <List dense disablePadding aria-label="Tests of the run" sx={{ maxHeight: '60vh', overflow: 'auto' }}>
        {tests.slice(0, MOST_LISTED).map((test) => (
          <ListItem key={test.id} disablePadding sx={{ borderTop: 1, borderColor: 'divider' }}>
            <ListItemButton
              component={PageLink}
              link={`/runs/${runId}?tab=tests&evaluation=${test.id}`}
              selected={test.id === shown}
              {...(test.id === shown ? { 'aria-current': 'true' as const } : {})}
              sx={{ display: 'block', minWidth: 0 }}
            >
              <Typography variant="body2" noWrap sx={{ fontWeight: 560 }}>
                {test.datasetName}
                {test.splitName === 'valid' && ', validation faces'}
              </Typography>
              <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
                {figures(test)} · <Ago atMs={test.createdAtMs} />
              </Typography>
            </ListItemButton>
          </ListItem>
        ))}
      </List>
      {older > 0 && (
        <Box
          sx={{ px: 2, py: 1, typography: 'caption', color: 'text.secondary', borderTop: 1, borderColor: 'divider' }}
        >
          {plural(older, 'older test')} not listed: facet runs prints all of them.
        </Box>
      )}
    </Panel>
  );
}

function figures(test: EvaluationSummary): string {
  const accuracy = metricsOf(test)?.accuracy;
  if (test.status !== 'finished') return `${test.status}, ${formatCount(test.imageCount)} faces scored`;
  return `${formatPercent(accuracy)}, n = ${formatCount(test.imageCount)}`;
}
