import { Button, Skeleton } from '@mui/material';
import { copyText } from '#renderer/components/copy-text.ts';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Facts } from '#renderer/components/Facts.tsx';
import { formatBytes } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import { useOverview, useWorkspaceInfo } from './queries.ts';

/** Where everything lies, and how much room it has. */
export function WorkspacePanel() {
  const { data: info, error } = useWorkspaceInfo();
  const { data: overview } = useOverview();
  return (
    <Panel
      title="Workspace"
      actions={
        info && (
          <Button color="inherit" onClick={() => void copyText(info.path, { what: 'the path of the workspace' })}>
            Copy the path
          </Button>
        )
      }
    >
      {error !== null && <ErrorNotice error={error} />}
      {error === null && info === undefined && <Skeleton variant="rounded" height={90} />}
      {info !== undefined && (
        <Facts
          nameWidthPx={180}
          facts={[
            ['Folder', info.path],
            ['Database', overview === undefined ? '' : formatBytes(overview.databaseBytes)],
            ['Free on the disk', overview === undefined ? '' : formatBytes(overview.freeBytes)],
            [
              'Kept in it',
              'Runs with their checkpoints, the database and its backups, configurations, thumbnails, logs. Your images stay where they are.',
            ],
            ['Another one', 'Start Facet with --workspace and the folder.'],
          ]}
        />
      )}
    </Panel>
  );
}
