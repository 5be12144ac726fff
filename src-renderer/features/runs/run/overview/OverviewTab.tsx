import { Alert, AlertTitle, Box, Button, Stack } from '@mui/material';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import type { RunDetail } from '#shared/contract/runs.ts';
import { FiguresTable } from './FiguresTable.tsx';
import { NotesPanel } from './NotesPanel.tsx';
import { RunFacts } from './RunFacts.tsx';

/** The run at a glance: why it failed, its figures, what it was made of, and what a person says about it. */
export function OverviewTab({ run }: { readonly run: RunDetail }) {
  return (
    <Stack spacing={2}>
      {run.error !== null && (
        <Alert
          severity="error"
          variant="outlined"
          action={
            <Button color="inherit" component={PageLink} link={`/runs/${run.id}?tab=log`}>
              Open log
            </Button>
          }
          sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        >
          <AlertTitle>Why it failed</AlertTitle>
          {run.error.message}
        </Alert>
      )}
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 5fr) minmax(0, 3fr)' },
        }}
      >
        <Stack spacing={2}>
          <Panel title="Figures" isFlush>
            <FiguresTable run={run} />
          </Panel>
          <NotesPanel key={run.id} run={run} />
        </Stack>
        <Panel title="Run" isFlush>
          <RunFacts run={run} />
        </Panel>
      </Box>
    </Stack>
  );
}
