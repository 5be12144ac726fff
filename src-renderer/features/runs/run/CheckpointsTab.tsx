import CopyIcon from '@mui/icons-material/ContentCopyOutlined';
import { IconButton, Stack, Typography } from '@mui/material';
import { useMemo } from 'react';
import { copyText } from '#renderer/components/copy-text.ts';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { formatBytes, formatDateTime, plural } from '#renderer/components/format.ts';
import { type PlainColumn, PlainTable } from '#renderer/components/table/PlainTable.tsx';
import { MONOSPACE } from '#renderer/theme.ts';
import type { RunDetail } from '#shared/contract/runs.ts';
import type { CheckpointRecord } from '#shared/domain/records.ts';
import { useCheckpoints } from '../queries.ts';
import { Waiting } from './Waiting.tsx';

const KINDS: Readonly<Record<CheckpointRecord['kind'], string>> = {
  epoch: 'weights after the epoch',
  best: 'weights of the best epoch',
  last: 'whole state, to resume from',
};

/** Weights and states on the disk, with the hash by which they are known. */
export function CheckpointsTab({ run }: { readonly run: RunDetail }) {
  const { data: checkpoints, error, refetch } = useCheckpoints(run.id);
  const columns = useMemo(() => columnsOf(run.absoluteFolder), [run.absoluteFolder]);
  if (checkpoints === undefined && error === null) return <Waiting what="the checkpoints" />;
  if (checkpoints === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (checkpoints.length === 0)
    return (
      <EmptyState title="No checkpoint yet">
        The first is written when the first epoch is done, or when the run is stopped.
      </EmptyState>
    );
  const totalBytes = checkpoints.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return (
    <Stack sx={{ height: '100%' }}>
      <Typography
        variant="body2"
        sx={{ px: 3, py: 1.25, color: 'text.secondary', borderBottom: 1, borderColor: 'divider' }}
      >
        {plural(checkpoints.length, 'checkpoint')}, {formatBytes(totalBytes)}. The weights carry torchvision’s names.
      </Typography>
      <PlainTable label="Checkpoints" rows={checkpoints} idOf={idOf} columns={columns} />
    </Stack>
  );
}

const idOf = ({ file }: CheckpointRecord) => file;

const columnsOf = (folder: string): readonly PlainColumn<CheckpointRecord>[] => [
  { id: 'kind', title: 'What', widthPx: 210, sortKey: ({ kind }) => kind, render: ({ kind }) => KINDS[kind] },
  {
    id: 'epoch',
    title: 'Epoch',
    widthPx: 90,
    align: 'end',
    sortKey: ({ epoch }) => epoch,
    render: ({ epoch }) => epoch,
  },
  {
    id: 'size',
    title: 'Size',
    widthPx: 100,
    align: 'end',
    sortKey: ({ sizeBytes }) => sizeBytes,
    render: ({ sizeBytes }) => formatBytes(sizeBytes),
  },
  {
    id: 'file',
    title: 'File',
    widthPx: 290,
    sortKey: ({ file }) => file,
    render: ({ file }) => <Copyable text={file} copied={`${folder}/${file}`} what="the path" />,
  },
  {
    id: 'sha256',
    title: 'SHA-256',
    widthPx: 200,
    render: ({ sha256 }) => <Copyable text={`${sha256.slice(0, 16)}…`} copied={sha256} what="the hash" isCode />,
  },
  {
    id: 'created',
    title: 'Written',
    widthPx: 170,
    sortKey: ({ createdAtMs }) => createdAtMs,
    render: ({ createdAtMs }) => formatDateTime(createdAtMs),
  },
];

type CopyableProps = {
  readonly text: string;
  readonly copied: string;
  readonly what: string;
  readonly isCode?: boolean;
};

function Copyable({ text, copied, what, isCode = false }: CopyableProps) {
  return (
    <Stack direction="row" spacing={0.5} sx={{ alignItems: 'center' }} title={copied}>
      <Typography variant="body2" noWrap sx={isCode ? { fontFamily: MONOSPACE } : {}}>
        {text}
      </Typography>
      <IconButton aria-label={`Copy ${what}`} onClick={() => void copyText(copied, { what })}>
        <CopyIcon sx={{ fontSize: '0.875rem' }} />
      </IconButton>
    </Stack>
  );
}
