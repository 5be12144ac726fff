import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import { Button, Stack, Typography } from '@mui/material';
import { EmptyState } from '#renderer/components/EmptyState.tsx';
import { formatCount, formatPercent, plural } from '#renderer/components/format.ts';
import { saveText } from '#renderer/components/save-file.ts';
import { type PlainColumn, PlainTable } from '#renderer/components/table/PlainTable.tsx';
import type { NetworkFacts, RunDetail } from '#shared/contract/runs.ts';
import { csvText } from '#shared/export/csv.ts';

type Layer = NetworkFacts['layers'][number] & { readonly number: number; readonly share: number };

const shapeOf = ({ outputShape }: Layer) => outputShape.join(' × ');

const COLUMNS: readonly PlainColumn<Layer>[] = [
  {
    id: 'number',
    title: '#',
    widthPx: 64,
    align: 'end',
    sortKey: ({ number }) => number,
    render: ({ number }) => number,
  },
  { id: 'type', title: 'Layer', widthPx: 220, sortKey: ({ type }) => type, render: ({ type }) => type },
  {
    id: 'shape',
    title: 'Output',
    about: 'Channels × height × width, without the batch',
    widthPx: 170,
    align: 'end',
    render: shapeOf,
  },
  {
    id: 'parameters',
    title: 'Parameters',
    widthPx: 130,
    align: 'end',
    sortKey: ({ parameters }) => parameters,
    render: ({ parameters }) => formatCount(parameters),
  },
  {
    id: 'share',
    title: 'Of all',
    widthPx: 90,
    align: 'end',
    sortKey: ({ share }) => share,
    render: ({ share }) => formatPercent(share),
  },
];

/** The network, layer by layer, as the engine built it. */
export function LayersTab({ run }: { readonly run: RunDetail }) {
  const facts = run.networkFacts;
  if (facts === null)
    return (
      <EmptyState title="The layers are not known">
        The engine tells them when it builds the network: once this run trains or is tested, they stand here.
      </EmptyState>
    );
  const layers = facts.layers.map(
    (layer, i): Layer => ({ ...layer, number: i + 1, share: layer.parameters / Math.max(1, facts.parameters) }),
  );
  const exportCsv = () =>
    saveText(
      `${run.name}-layers.csv`,
      csvText(
        ['number', 'layer', 'output', 'parameters'],
        layers.map((layer) => [layer.number, layer.type, shapeOf(layer), layer.parameters]),
      ),
      'text/csv',
    );
  return (
    <Stack sx={{ height: '100%' }}>
      <Stack
        direction="row"
        spacing={2}
        sx={{ px: 3, py: 0.75, alignItems: 'center', borderBottom: 1, borderColor: 'divider' }}
      >
        <Typography variant="body2" sx={{ color: 'text.secondary', flexGrow: 1 }}>
          {plural(layers.length, 'layer')}, {plural(facts.parameters, 'parameter')}
          {facts.trainableParameters === facts.parameters
            ? ', all of them trained'
            : `, ${formatCount(facts.trainableParameters)} of them trained`}
          . Heat maps:{' '}
          {facts.heatmapLayers.map(({ layer, rows, columns }) => `${layer} (${rows} × ${columns})`).join(', ')}.
        </Typography>
        <Button color="inherit" startIcon={<DownloadIcon />} onClick={exportCsv}>
          Export CSV
        </Button>
      </Stack>
      <PlainTable label="Layers of the network" rows={layers} idOf={idOf} columns={COLUMNS} />
    </Stack>
  );
}

const idOf = ({ number }: Layer) => String(number);
