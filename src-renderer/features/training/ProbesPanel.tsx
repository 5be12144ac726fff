import { Box, FormControlLabel, Skeleton, Slider, Stack, Switch, Typography } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { ErrorNotice } from '#renderer/components/ErrorNotice.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import type { ProbeStrip } from '#shared/contract/training.ts';
import type { RunId } from '#shared/domain/records.ts';
import { ProbedFace } from './ProbedFace.tsx';
import { historiesOf } from './probe-history.ts';
import { useProbes } from './queries.ts';

const route = getRouteApi('/training');

export type ProbesPanelProps = { readonly runId: RunId; readonly isRunning: boolean };

/** A few faces that the network is not trained on: what it makes of them after each epoch, and where it looks. */
export function ProbesPanel({ runId, isRunning }: ProbesPanelProps) {
  const { data: strip, error, refetch } = useProbes(runId);
  if (strip === undefined)
    return (
      <Panel title="Pinned faces">
        {error === null ? (
          <Skeleton variant="rounded" height={200} />
        ) : (
          <ErrorNotice error={error} onRetry={() => void refetch()} />
        )}
      </Panel>
    );
  if (strip.faces.length === 0 || strip.epochs.length === 0)
    return (
      <Panel title="Pinned faces">
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          {strip.faces.length === 0
            ? 'This run watches no faces: it began before Facet pinned any.'
            : isRunning
              ? `${strip.faces.length} faces are scored and explained after each epoch. The first scores come with the end of the first.`
              : 'It ended before its first epoch was complete: no face was scored.'}
        </Typography>
      </Panel>
    );
  return <Strip runId={runId} strip={strip} />;
}

function Strip({ runId, strip }: { readonly runId: RunId; readonly strip: ProbeStrip }) {
  const { epoch: asked, maps: showsMaps = true } = route.useSearch();
  const navigate = route.useNavigate();
  const numbers = strip.epochs.map(({ epoch }) => epoch);
  const last = numbers.length - 1;
  const found = asked === undefined ? -1 : numbers.indexOf(asked);
  const at = found === -1 ? last : found;
  const show = (change: { epoch?: number | undefined; maps?: boolean }) =>
    void navigate({ search: (search) => ({ ...search, ...change }), replace: true });
  /** The newest is not named, so that the strip goes on with the training. */
  const goTo = (position: number) => {
    const to = Math.min(last, Math.max(0, position));
    show({ epoch: to === last ? undefined : numbers[to] });
  };
  useShortcut({
    keys: 'Left',
    description: 'Pinned faces: the epoch before',
    group: 'Training',
    run: () => goTo(at - 1),
    isHidden: true,
  });
  useShortcut({
    keys: 'Right',
    description: 'Pinned faces: the epoch after',
    group: 'Training',
    run: () => goTo(at + 1),
    isHidden: true,
  });
  useShortcut({
    keys: 'h',
    description: 'Pinned faces: heat maps on or off',
    group: 'Training',
    run: () => show({ maps: !showsMaps }),
  });
  return (
    <Panel
      title="Pinned faces"
      subtitle={`scored and explained after each epoch${strip.layer === null ? '' : `, Grad-CAM at ${strip.layer}`}`}
      actions={
        <FormControlLabel
          control={<Switch checked={showsMaps} onChange={(_, isChecked) => show({ maps: isChecked })} />}
          label="Heat maps"
          sx={{ mr: 0 }}
        />
      }
    >
      <Stack direction="row" sx={{ gap: 2, alignItems: 'center', px: 1, pb: 1.5 }}>
        <Typography id="probe-epoch" variant="body2" sx={{ whiteSpace: 'nowrap', minWidth: 150, flexShrink: 0 }}>
          Epoch {numbers[at]} of {numbers[last]}
          {at === last && ', newest'}
        </Typography>
        <Slider
          aria-labelledby="probe-epoch"
          value={at}
          min={0}
          max={Math.max(1, last)}
          step={1}
          marks={last <= 40}
          disabled={last === 0}
          getAriaValueText={(position) => `Epoch ${numbers[position] ?? ''}`}
          onChange={(_, position) => goTo(Number(position))}
        />
      </Stack>
      <Box component="ul" sx={FACES}>
        {historiesOf(strip).map((face) => (
          <ProbedFace
            key={face.imageId}
            runId={runId}
            face={face}
            at={at}
            epoch={numbers[at] ?? 0}
            hasMap={showsMaps}
          />
        ))}
      </Box>
    </Panel>
  );
}

const FACES = {
  ...{ display: 'grid', gap: 1.5, m: 0, p: 0, listStyle: 'none' },
  gridTemplateColumns: 'repeat(auto-fill, minmax(112px, 1fr))',
} as const;
