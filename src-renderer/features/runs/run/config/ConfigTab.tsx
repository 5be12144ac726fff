import { Box, Button, Stack } from '@mui/material';
import { copyText } from '#renderer/components/copy-text.ts';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import { saveText } from '#renderer/components/save-file.ts';
import { useRun } from '#renderer/features/runs/queries.ts';
import { MONOSPACE } from '#renderer/theme.ts';
import type { RunDetail } from '#shared/contract/runs.ts';
import type { RunId } from '#shared/domain/records.ts';
import { DifferenceTable } from './DifferenceTable.tsx';
import { differences, differencesFromDefaults } from './differences.ts';

/** With which settings the run was trained: what is special about them first, then all of them. */
export function ConfigTab({ run }: { readonly run: RunDetail }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) minmax(0, 1fr)' },
      }}
    >
      <Stack spacing={2}>
        {run.parentRunId !== null && <FromParent run={run} parentId={run.parentRunId} />}
        <Panel title="Differs from the defaults" isFlush>
          <DifferenceTable
            label="Differences from the defaults"
            fromTitle="Default"
            differences={differencesFromDefaults(run.config)}
            none="Every setting is the default."
          />
        </Panel>
      </Stack>
      <Panel
        title="As YAML"
        isFlush
        actions={
          <>
            <Button color="inherit" onClick={() => void copyText(run.configYaml, { what: 'the configuration' })}>
              Copy
            </Button>
            <Button color="inherit" onClick={() => saveText(`${run.name}.yaml`, run.configYaml, 'application/yaml')}>
              Save
            </Button>
            <Button color="inherit" component={PageLink} link={`/configurations/edit?run=${run.id}`}>
              Clone
            </Button>
          </>
        }
      >
        <Box
          component="pre"
          tabIndex={0}
          aria-label="Configuration as YAML"
          sx={{
            m: 0,
            p: 2,
            overflow: 'auto',
            bgcolor: 'surface.sunken',
            fontFamily: MONOSPACE,
            typography: 'caption',
            lineHeight: 1.55,
          }}
          style={{ fontFamily: MONOSPACE }}
        >
          {run.configYaml.trim()}
        </Box>
      </Panel>
    </Box>
  );
}

function FromParent({ run, parentId }: { readonly run: RunDetail; readonly parentId: RunId }) {
  const parent = useRun(parentId);
  if (parent.error !== null) return <ErrorNotice error={parent.error} onRetry={() => void parent.refetch()} />;
  if (parent.data === undefined) return null;
  return (
    <Panel title={`Differs from ${parent.data.name}, whose weights it began with`} isFlush>
      <DifferenceTable
        label={`Differences from ${parent.data.name}`}
        fromTitle={parent.data.name}
        differences={differences(parent.data.config, run.config)}
        none="The settings are the same."
      />
    </Panel>
  );
}
