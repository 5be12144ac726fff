import { Box } from '@mui/material';
import { formatDuration, formatLearningRate, formatMetric, formatPercent } from '#renderer/components/format.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import { type PlainColumn, PlainTable } from '#renderer/components/table/PlainTable.tsx';
import type { EpochRecord } from '#shared/domain/records.ts';

type Read = (epoch: EpochRecord) => number | null;

const number = (
  id: string,
  title: string,
  { widthPx, read, word }: { widthPx: number; read: Read; word: (value: number | null) => string },
): PlainColumn<EpochRecord> => ({
  id,
  title,
  widthPx,
  align: 'end',
  sortKey: read,
  render: (epoch) => word(read(epoch)),
});

const COLUMNS: readonly PlainColumn<EpochRecord>[] = [
  number('epoch', 'Epoch', { widthPx: 76, read: ({ epoch }) => epoch, word: String }),
  number('trainLoss', 'Train loss', { widthPx: 110, read: ({ trainLoss }) => trainLoss, word: formatMetric }),
  number('trainAccuracy', 'Train accuracy', {
    widthPx: 126,
    read: ({ trainAccuracy }) => trainAccuracy,
    word: formatPercent,
  }),
  number('validLoss', 'Valid loss', { widthPx: 110, read: ({ validLoss }) => validLoss, word: formatMetric }),
  number('validAccuracy', 'Valid accuracy', {
    widthPx: 126,
    read: ({ validAccuracy }) => validAccuracy,
    word: formatPercent,
  }),
  {
    id: 'isBest',
    title: 'Best',
    widthPx: 76,
    isSortable: false,
    render: ({ isBest }) => (isBest ? 'best so far' : ''),
  },
  number('learningRate', 'Learning rate', {
    widthPx: 116,
    read: ({ learningRate }) => learningRate,
    word: formatLearningRate,
  }),
  number('speed', 'Images/s', {
    widthPx: 96,
    read: ({ imagesPerSecond }) => imagesPerSecond,
    word: (rate) => formatMetric(rate, 1),
  }),
  number('duration', 'Time', { widthPx: 86, read: ({ durationMs }) => durationMs, word: formatDuration }),
];

const ROW_PX = 30;
const HEAD_PX = 38;
const MOST_ROWS = 12;

/** The epochs as numbers. */
export function EpochTable({ epochs }: { readonly epochs: readonly EpochRecord[] }) {
  return (
    <Panel title="Epochs" isFlush>
      <Box sx={{ height: HEAD_PX + ROW_PX * Math.min(MOST_ROWS, epochs.length), borderTop: 1, borderColor: 'divider' }}>
        <PlainTable label="Epochs" rows={epochs} idOf={idOf} columns={COLUMNS} rowHeightPx={ROW_PX} />
      </Box>
    </Panel>
  );
}

const idOf = ({ epoch }: EpochRecord) => String(epoch);
