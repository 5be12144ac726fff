import { Box } from '@mui/material';
import { formatBytes, formatCount } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import type { WorkspaceOverview } from '#shared/contract/workspace.ts';

/** What the workspace holds, in numbers. */
export function Totals({ overview }: { readonly overview: WorkspaceOverview }) {
  const rows = [
    ['Data sets', formatCount(overview.datasetCount)],
    ['Images', formatCount(overview.imageCount)],
    ['Runs', formatCount(overview.runCount)],
    ['Tests', formatCount(overview.evaluationCount)],
    ['Scored faces', formatCount(overview.predictionCount)],
    ['Free on the disk', formatBytes(overview.freeBytes)],
  ] as const;
  return (
    <Panel title="In this workspace">
      <Box
        component="dl"
        sx={{ m: 0, display: 'grid', gridTemplateColumns: '1fr auto', rowGap: 0.75, typography: 'body2' }}
      >
        {rows.map(([name, value]) => (
          <Box key={name} sx={{ display: 'contents' }}>
            <Box component="dt" sx={{ color: 'text.secondary' }}>
              {name}
            </Box>
            <Box component="dd" sx={{ m: 0, textAlign: 'right', fontWeight: 560 }}>
              {value}
            </Box>
          </Box>
        ))}
      </Box>
    </Panel>
  );
}
