import { FormControlLabel, Slider, Stack, Switch, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { Choice } from '#renderer/components/Choice.tsx';
import { rawValue } from '#renderer/components/heat-picture/ColourBar.tsx';
import { cellSizeWords, regionsBelowCell, resolutionWords } from '#renderer/components/heat-picture/cell-words.ts';
import { Panel } from '#renderer/components/Panel.tsx';
import type { TestedFace } from '#shared/contract/faces.ts';
import { COLOUR_SCALE_TITLES, COLOUR_SCALES } from '#shared/domain/colour-scales.ts';
import { CAM_METHOD_TITLES, CAM_METHODS } from '#shared/domain/explanations.ts';
import { className, FAKE, REAL } from '#shared/domain/labels.ts';
import { framed } from '#shared/domain/region-mask.ts';
import { LooksKeys } from './LooksKeys.tsx';
import { useLocatedFace } from './queries.ts';
import { VIEW_TITLES, VIEWS } from './search.ts';
import type { FaceMap } from './use-face-map.ts';
import { frameOf, framingOfFace, type Looks } from './use-looks.ts';

export type LooksPanelProps = { readonly face: TestedFace; readonly looks: Looks; readonly map: FaceMap };

const PREDICTED = 'predicted';

/** What lies over the face, and how it is coloured. */
export function LooksPanel({ face, looks, map }: LooksPanelProps) {
  const { view, method, layer, layers, set, explained, explainedClass, scale, top, opacity, change } = looks;
  return (
    <Panel title="Look at">
      <LooksKeys looks={looks} />
      <Stack spacing={1.5}>
        <ToggleButtonGroup
          exclusive
          fullWidth
          aria-label="What lies over the face (H)"
          value={view}
          onChange={(_, value) => value !== null && change({ view: value })}
        >
          {VIEWS.map((each) => (
            <ToggleButton key={each} value={each}>
              {VIEW_TITLES[each]}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <Row label="Opacity" keys="[ ]">
          <Slider
            aria-label="Opacity of the heat map"
            value={Math.round(100 * opacity)}
            min={0}
            max={100}
            step={5}
            valueLabelDisplay="auto"
            valueLabelFormat={(value) => `${value} %`}
            onChange={(_, value) => change({ opacity: Number(value) / 100 })}
          />
        </Row>
        <Stack direction="row" spacing={1}>
          <Choice
            label="Method"
            value={method}
            options={CAM_METHODS.map((each) => [each, CAM_METHOD_TITLES[each]])}
            onChange={(value) => change({ method: value as typeof method })} // one of the options
          />
          <Choice
            label="Layer"
            value={layer ?? ''}
            options={layers.map((each) => [each.layer, `${each.layer}, ${each.columns} × ${each.rows}`])}
            onChange={(value) => change({ layer: value })}
          />
        </Stack>
        <Stack direction="row" spacing={1}>
          <Choice
            label="Explains"
            value={explained === null ? PREDICTED : String(explained)}
            options={[
              [PREDICTED, `predicted (${className(explainedClass)})`],
              [String(FAKE), 'fake'],
              [String(REAL), 'real'],
            ]}
            onChange={(value) => change({ explained: value === PREDICTED ? undefined : value === '0' ? FAKE : REAL })}
          />
          <Choice
            label="Colours"
            value={scale}
            options={COLOUR_SCALES.map((each) => [each, COLOUR_SCALE_TITLES[each]])}
            onChange={(value) => change({ scale: value as typeof scale })} // likewise
          />
        </Stack>
        <ToggleButtonGroup
          exclusive
          fullWidth
          aria-label="Top of the colour scale"
          value={top}
          onChange={(_, value) => value !== null && change({ top: value })}
        >
          <ToggleButton value="own">Own scale{map.kind === 'there' ? `, to ${rawValue(map.max)}` : ''}</ToggleButton>
          <ToggleButton value="shared" disabled={set === null || set.max === 0}>
            Shared{set === null ? '' : `, to ${rawValue(set.max)}`}
          </ToggleButton>
        </ToggleButtonGroup>
        <Stack direction="row" sx={{ flexWrap: 'wrap', columnGap: 1 }}>
          <FormControlLabel
            control={<Switch checked={looks.hasCells} onChange={(_, isOn) => change({ cells: isOn || undefined })} />}
            label="Cells"
          />
          <FormControlLabel
            control={
              <Switch checked={looks.hasLandmarks} onChange={(_, isOn) => change({ landmarks: isOn || undefined })} />
            }
            label="Landmarks"
          />
        </Stack>
        <Resolution face={face} looks={looks} map={map} />
      </Stack>
    </Panel>
  );
}

function Resolution({ face, looks, map }: LooksPanelProps) {
  const isAsked = looks.hasCells || looks.view === 'regions';
  const { data: located } = useLocatedFace(isAsked ? face.imageId : null);
  if (map.kind !== 'there') return null;
  const frame = frameOf(face);
  if (!isAsked) return <Words>{cellSizeWords(map, frame)}.</Words>;
  const framing = framingOfFace(face);
  const regions = (located?.regions ?? []).map(({ region, outline }) => ({
    region,
    outline: framed(outline, framing),
  }));
  return <Words>{resolutionWords(map, frame, regionsBelowCell(regions, map, frame))}</Words>;
}

const Words = ({ children }: { readonly children: ReactNode }) => (
  <Typography variant="body2" sx={{ color: 'text.secondary', textWrap: 'pretty' }}>
    {children}
  </Typography>
);

function Row({
  label,
  keys,
  children,
}: {
  readonly label: string;
  readonly keys: string;
  readonly children: ReactNode;
}) {
  return (
    <Stack direction="row" spacing={2} sx={{ alignItems: 'center', typography: 'body2', pr: 1 }}>
      <Typography variant="body2" sx={{ whiteSpace: 'nowrap' }} title={`Keys ${keys}`}>
        {label}
      </Typography>
      {children}
    </Stack>
  );
}
