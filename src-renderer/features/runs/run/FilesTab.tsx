import { Button, Stack, Typography } from '@mui/material';
import { copyText } from '#renderer/components/copy-text.ts';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { formatBytes, formatDateTime, plural } from '#renderer/components/format.ts';
import { type PlainColumn, PlainTable } from '#renderer/components/table/PlainTable.tsx';
import type { RunDetail, RunFile } from '#shared/contract/runs.ts';
import { useFiles } from '../queries.ts';
import { Waiting } from './Waiting.tsx';

const COLUMNS: readonly PlainColumn<RunFile>[] = [
  {
    id: 'path',
    title: 'File',
    widthPx: 420,
    sortKey: ({ path }) => path,
    render: ({ path }) => <span title={path}>{path}</span>,
  },
  {
    id: 'size',
    title: 'Size',
    widthPx: 110,
    align: 'end',
    sortKey: ({ sizeBytes }) => sizeBytes,
    render: ({ sizeBytes }) => formatBytes(sizeBytes),
  },
  {
    id: 'changed',
    title: 'Changed',
    widthPx: 170,
    sortKey: ({ changedAtMs }) => changedAtMs,
    render: ({ changedAtMs }) => formatDateTime(changedAtMs),
  },
];

/** What lies in the run's folder. */
export function FilesTab({ run }: { readonly run: RunDetail }) {
  const { data, error, refetch } = useFiles(run.id);
  if (data === undefined && error === null) return <Waiting what="the files" />;
  if (data === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  const { files, isCut } = data;
  if (files.length === 0)
    return (
      <EmptyState title="There are no files">
        {run.status === 'cancelled'
          ? 'The files of a cancelled run are deleted.'
          : `The folder ${run.absoluteFolder} is empty, or not there.`}
      </EmptyState>
    );
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <Stack sx={{ height: '100%' }}>
      <Stack
        direction="row"
        spacing={2}
        sx={{ px: 3, py: 0.75, alignItems: 'center', borderBottom: 1, borderColor: 'divider' }}
      >
        <Typography variant="body2" noWrap title={run.absoluteFolder} sx={{ color: 'text.secondary', flexGrow: 1 }}>
          {isCut ? `The first ${plural(files.length, 'file')}; there are more` : plural(files.length, 'file')},{' '}
          {formatBytes(totalBytes)}, in {run.absoluteFolder}
        </Typography>
        <Button color="inherit" onClick={() => void copyText(run.absoluteFolder, { what: 'the path of the folder' })}>
          Copy path
        </Button>
      </Stack>
      <PlainTable label="Files of the run" rows={files} idOf={idOf} columns={COLUMNS} />
    </Stack>
  );
}

const idOf = ({ path }: RunFile) => path;
