import SweepsIcon from '@mui/icons-material/GridViewOutlined';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { Command } from './Command.tsx';

/** Of a workspace that has none. */
export function NoSweepsYet() {
  return (
    <EmptyState title="No sweeps yet" icon={<SweepsIcon />}>
      A sweep trains one run for each combination of settings, gives hopeless ones up early, and says which is the best.
      A file says what to try; close Facet here, and begin one on the command line:
      <Command text="npx facet sweep configs/sweeps/demo.yaml" />
      Its trials stand here when Facet is opened again.
    </EmptyState>
  );
}
