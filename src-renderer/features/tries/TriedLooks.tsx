import { Slider, Stack, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { getRouteApi } from '@tanstack/react-router';
import { Choice } from '#renderer/components/Choice.tsx';
import { Panel } from '#renderer/components/Panel.tsx';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import { COLOUR_SCALE_TITLES, COLOUR_SCALES, DEFAULT_COLOUR_SCALE } from '#shared/domain/colour-scales.ts';
import { CAM_METHOD_TITLES, CAM_METHODS } from '#shared/domain/explanations.ts';
import type { TrySearch } from './search.ts';
import type { TriedViewProps } from './TriedView.tsx';

const route = getRouteApi('/try');
const GROUP = 'Try';
const VIEWS = [
  ['heat', 'Heat map'],
  ['image', 'Image'],
  ['regions', 'Regions'],
] as const;
const STEP = 0.1;

/** What lies over the image, and how it is coloured. */
export function TriedLooks({ tried, onAsk }: Omit<TriedViewProps, 'jobId'>) {
  const { view = 'heat', opacity = 0.55, scale = DEFAULT_COLOUR_SCALE } = route.useSearch();
  const { method, layer, layers } = tried;
  const navigate = route.useNavigate();
  const change = (change: Partial<TrySearch>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const position = VIEWS.findIndex(([each]) => each === view);
  const next = VIEWS[(position + 1) % VIEWS.length]?.[0];
  const fade = (by: number) => change({ opacity: Math.min(1, Math.max(0, Math.round(10 * (opacity + by)) / 10)) });
  useShortcut({
    keys: 'h',
    description: 'Heat map, image or regions',
    group: GROUP,
    run: () => change({ view: next }),
  });
  useShortcut({ keys: '[', description: 'Heat map: less of it', group: GROUP, isHidden: true, run: () => fade(-STEP) });
  useShortcut({ keys: ']', description: 'Heat map: more of it', group: GROUP, isHidden: true, run: () => fade(STEP) });
  return (
    <Panel title="Look at">
      <Stack spacing={1.5}>
        <ToggleButtonGroup
          exclusive
          fullWidth
          aria-label="What lies over the image (H)"
          value={view}
          onChange={(_, value) => value !== null && change({ view: value })}
        >
          {VIEWS.map(([each, title]) => (
            <ToggleButton key={each} value={each}>
              {title}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <Stack direction="row" spacing={2} sx={{ alignItems: 'center', pr: 1 }}>
          <Typography variant="body2">Opacity</Typography>
          <Slider
            aria-label="Opacity of the heat map"
            value={Math.round(100 * opacity)}
            min={0}
            max={100}
            step={5}
            onChange={(_, value) => change({ opacity: Number(value) / 100 })}
          />
        </Stack>
        <Stack direction="row" spacing={1}>
          <Choice
            label="Method"
            value={method}
            options={CAM_METHODS.map((each) => [each, CAM_METHOD_TITLES[each]])}
            onChange={(value) => onAsk({ method: value as typeof method })} // one of the options
          />
          <Choice
            label="Layer"
            value={layer}
            options={layers.map((each) => [each.layer, `${each.layer}, ${each.columns} × ${each.rows}`])}
            isDisabled={layers.length === 0}
            onChange={(value) => onAsk({ layer: value })}
          />
        </Stack>
        <Choice
          label="Colours"
          value={scale}
          options={COLOUR_SCALES.map((each) => [each, COLOUR_SCALE_TITLES[each]])}
          onChange={(value) => change({ scale: value as typeof scale })} // likewise
        />
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          Another method or layer asks the network anew, for all of these images.
        </Typography>
      </Stack>
    </Panel>
  );
}
