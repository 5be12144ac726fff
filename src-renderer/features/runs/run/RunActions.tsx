import MoreIcon from '@mui/icons-material/MoreVert';
import { Button, Divider, IconButton, Menu, MenuItem } from '@mui/material';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { copyText } from '#renderer/components/copy-text.ts';
import { mistakesLink } from '#renderer/components/gallery-link.ts';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Shortcut } from '#renderer/components/shortcuts/Shortcut.tsx';
import type { RunDetail, RunPlace } from '#shared/contract/runs.ts';
import type { RunId } from '#shared/domain/records.ts';
import { useChangeSettings, useMoveRuns, useNewestTest, usePinRuns, useResumeRun, useSettings } from '../queries.ts';
import { ExportModelDialog } from './export/ExportModelDialog.tsx';
import { NewRunMenu } from './NewRunMenu.tsx';
import { TestDialog } from './tests/TestDialog.tsx';

const RESUMABLE = ['stopped', 'interrupted', 'failed'];

/** What can be done with a run, by what it is. */
export function RunActions({ run }: { readonly run: RunDetail }) {
  const router = useRouter();
  const resume = useResumeRun();
  const move = useMoveRuns();
  const newestTest = useNewestTest(run.id);
  const baselineId = useSettings().data?.baselineRunId ?? null;
  const [isTesting, setTesting] = useState(false);
  const [isExporting, setExporting] = useState(false);
  const canResume = RESUMABLE.includes(run.status) && run.place !== 'trashed';
  const hasWeights = run.bestEpoch !== null && run.status !== 'cancelled';
  const goOn = () => resume.mutate({ runId: run.id }, { onSuccess: () => router.history.push('/training') });
  const put = (to: RunPlace) => move.mutate({ runIds: [run.id], to });
  return (
    <>
      {run.status === 'running' && (
        <Button variant="contained" component={PageLink} link={`/training?run=${run.id}`}>
          Watch it train
        </Button>
      )}
      {canResume && (
        <Button variant="contained" disabled={resume.isPending} onClick={goOn} title="Goes on exactly where it stands">
          Resume
        </Button>
      )}
      {hasWeights && (
        <Button variant="outlined" onClick={() => setTesting(true)}>
          Test…
        </Button>
      )}
      {hasWeights && (
        <Button color="inherit" onClick={() => setExporting(true)}>
          Export model…
        </Button>
      )}
      {newestTest !== null && (
        <Button color="inherit" component={PageLink} link={mistakesLink(newestTest)}>
          Most confident mistakes
        </Button>
      )}
      <NewRunMenu run={run} hasWeights={hasWeights} />
      <MoreMenu run={run} onPut={put} />
      <Shortcut
        keys="c"
        description="Compare the run with others"
        group="Run"
        run={() => router.history.push(compareLink(run.id, baselineId))}
      />
      <Shortcut
        keys="Del"
        description="Move the run to the trash"
        group="Run"
        isEnabled={run.place !== 'trashed' && run.status !== 'running'}
        run={() => put('trashed')}
      />
      <Shortcut
        keys="e"
        description="Archive the run"
        group="Run"
        isEnabled={run.place === 'active' && run.status !== 'running'}
        run={() => put('archived')}
      />
      {isTesting && <TestDialog run={run} onClose={() => setTesting(false)} />}
      {isExporting && <ExportModelDialog run={run} onClose={() => setExporting(false)} />}
    </>
  );
}

/** Beside the baseline, where there is another one; more are added there. */
const compareLink = (runId: RunId, baselineId: RunId | null): string =>
  `/compare?runs=${baselineId === null || baselineId === runId ? runId : `${baselineId},${runId}`}`;

function MoreMenu({ run, onPut }: { readonly run: RunDetail; readonly onPut: (to: RunPlace) => void }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const settings = useSettings().data;
  const change = useChangeSettings();
  const pin = usePinRuns();
  const isBaseline = settings?.baselineRunId === run.id;
  const isRunning = run.status === 'running';
  const act = (run: () => void) => () => {
    setAnchor(null);
    run();
  };
  return (
    <>
      <IconButton aria-label="More" aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}>
        <MoreIcon fontSize="small" />
      </IconButton>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <MenuItem component={PageLink} link={compareLink(run.id, settings?.baselineRunId ?? null)}>
          Compare with…
        </MenuItem>
        <MenuItem onClick={act(() => change.mutate({ baselineRunId: isBaseline ? null : run.id }))}>
          {isBaseline ? 'Baseline no longer' : 'Set as baseline'}
        </MenuItem>
        <MenuItem onClick={act(() => pin.mutate({ runIds: [run.id], isPinned: !run.isPinned }))}>
          {run.isPinned ? 'Unpin' : 'Pin to the top of the table'}
        </MenuItem>
        <MenuItem onClick={act(() => void copyText(run.id, { what: 'the id' }))}>Copy id</MenuItem>
        <MenuItem onClick={act(() => void copyText(run.absoluteFolder, { what: 'the folder' }))}>
          Copy path of the folder
        </MenuItem>
        <Divider />
        {run.place !== 'active' && <MenuItem onClick={act(() => onPut('active'))}>Restore</MenuItem>}
        {run.place !== 'archived' && (
          <MenuItem disabled={isRunning} onClick={act(() => onPut('archived'))}>
            Archive
          </MenuItem>
        )}
        {run.place !== 'trashed' && (
          <MenuItem disabled={isRunning} onClick={act(() => onPut('trashed'))}>
            Move to the trash
          </MenuItem>
        )}
      </Menu>
    </>
  );
}
