import RunsIcon from '@mui/icons-material/TimelineOutlined';
import { Button } from '@mui/material';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { Page } from '#renderer/components/Page.tsx';
import { PageLink } from '#renderer/components/PageLink.tsx';

/** Of a new workspace. */
export function NoRunsYet() {
  return (
    <Page title="Runs">
      <EmptyState
        title="No runs yet"
        icon={<RunsIcon />}
        action={
          <Button variant="contained" component={PageLink} link="/configurations">
            Choose a configuration
          </Button>
        }
      >
        Each training becomes a run: its settings, curves, checkpoints and tests are kept and can be compared here.
      </EmptyState>
    </Page>
  );
}
