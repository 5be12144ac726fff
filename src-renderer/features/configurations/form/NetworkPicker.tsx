import { Box, Radio, RadioGroup, Skeleton, Stack, Tooltip, Typography } from '@mui/material';
import { useId } from 'react';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { formatBytes } from '#renderer/components/format.ts';
import type { NetworkChoice, Preflight } from '#shared/contract/configurations.ts';
import type { KeyEdits } from '../editor/use-configuration.ts';
import { MeasureButton } from '../MeasureButton.tsx';
import { useNetworks } from '../queries.ts';
import { SpeedText } from '../SpeedText.tsx';
import type { FieldState } from './field-state.ts';

export type NetworkPickerProps = {
  readonly state: FieldState;
  /** At which heat maps are described. */
  readonly size: { readonly heightPx: number; readonly widthPx: number };
  readonly edits: KeyEdits;
  readonly preflight: Preflight | undefined;
  /** Null while the configuration is wrong. */
  readonly onMeasure: ((network: string) => void) | null;
};

/** The networks side by side: parameters, weights, the grid of a heat map at this size, the time of an epoch here. */
export function NetworkPicker({ state, size, edits, preflight, onMeasure }: NetworkPickerProps) {
  const networks = useNetworks(size);
  const id = useId();
  if (networks.isPending) return <Skeleton variant="rounded" height={96} />;
  if (networks.error !== null) return <ErrorNotice error={networks.error} onRetry={() => void networks.refetch()} />;
  return (
    <Box data-field={state.field.path} sx={{ py: 0.5 }}>
      <RadioGroup
        aria-label={state.field.title}
        aria-describedby={`${id}-problem`}
        value={String(state.value ?? '')}
        onChange={(_, chosen) => edits.set(state.field.path, chosen)}
        sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fill, minmax(300px, 1fr))' }}
      >
        {networks.data.map((network) => (
          <NetworkCard
            key={network.name}
            network={network}
            isChosen={state.value === network.name}
            isLocked={state.isLocked}
            estimate={preflight?.networks.find(({ name }) => name === network.name)?.estimate ?? null}
            onMeasure={onMeasure === null ? null : () => onMeasure(network.name)}
          />
        ))}
      </RadioGroup>
      <Typography id={`${id}-problem`} variant="caption" component="p" sx={{ color: 'error.main' }}>
        {state.problem ?? state.lock}
      </Typography>
    </Box>
  );
}

type NetworkCardProps = {
  readonly network: NetworkChoice;
  readonly isChosen: boolean;
  readonly isLocked: boolean;
  readonly estimate: Preflight['estimate'];
  readonly onMeasure: (() => void) | null;
};

const millions = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });

function NetworkCard({ network, isChosen, isLocked, estimate, onMeasure }: NetworkCardProps) {
  const { name, title, source, parameters, sizeBytes } = network;
  return (
    <Stack sx={{ ...CARD, borderColor: isChosen ? 'primary.main' : 'divider' }}>
      <Stack component="label" direction="row" sx={{ alignItems: 'center', gap: 0.5, cursor: 'pointer' }}>
        <Radio value={name} disabled={isLocked} sx={{ p: 0.5, ml: -0.5 }} />
        <Typography variant="body2" component="span" sx={{ fontWeight: 600 }}>
          {title}
        </Typography>
        <Typography variant="caption" component="span" sx={{ color: 'text.secondary' }}>
          {source}
        </Typography>
      </Stack>
      <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>
        {millions.format(parameters / 1e6)} million parameters · weights {formatBytes(sizeBytes)} ·{' '}
        <HeatmapGrid network={network} />
      </Typography>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center', justifyContent: 'space-between' }}>
        <Typography variant="caption" component="p">
          <SpeedText estimate={estimate} />
        </Typography>
        {estimate?.isExact !== true && <MeasureButton onMeasure={onMeasure} />}
      </Stack>
    </Stack>
  );
}

/** The grid of the layer that is shown where none is chosen; the others on hover. */
function HeatmapGrid({ network: { heatmapLayers, defaultLayer } }: Pick<NetworkCardProps, 'network'>) {
  const words = (layer: (typeof heatmapLayers)[number]) => `${layer.columns} × ${layer.rows}`;
  const shown = heatmapLayers.find(({ layer }) => layer === defaultLayer);
  const others = heatmapLayers.filter(({ layer }) => layer !== defaultLayer);
  if (shown === undefined) return null;
  return (
    <Tooltip title={`${defaultLayer}; others: ${others.map((layer) => `${layer.layer} ${words(layer)}`).join(', ')}`}>
      <span>heat map {words(shown)}</span>
    </Tooltip>
  );
}

const CARD = { border: 1, borderRadius: 1, px: 1.5, py: 0.75, gap: 0.25 } as const;
