import { MenuItem, Stack, TextField } from '@mui/material';
import { useEffect, useEffectEvent } from 'react';
import type { MapSet } from '#shared/contract/explanations.ts';
import type { OverlayChoice } from '#shared/contract/exports.ts';
import { COLOUR_SCALE_TITLES, COLOUR_SCALES, DEFAULT_COLOUR_SCALE } from '#shared/domain/colour-scales.ts';
import { CAM_METHOD_TITLES } from '#shared/domain/explanations.ts';
import type { EvaluationId } from '#shared/domain/records.ts';
import { useMapSets } from './queries.ts';

export type MapChoiceProps = {
  readonly evaluationId: EvaluationId;
  readonly overlay: OverlayChoice | null;
  readonly onChange: (overlay: OverlayChoice | null) => void;
};

const NONE = 'none';
const DEFAULTS = { explainedClass: null, scale: DEFAULT_COLOUR_SCALE, top: 'shared', opacity: 0.55 } as const;

/** Which maps lie over the faces, and how they are coloured. Maps of the predicted class, as they are there. */
export function MapChoice({ evaluationId, overlay, onChange }: MapChoiceProps) {
  const { data: sets = [] } = useMapSets(evaluationId);
  const [first] = sets;
  const suggest = useEffectEvent((set: MapSet) => {
    if (overlay === null) onChange({ ...DEFAULTS, method: set.method, layer: set.layer });
  });
  useEffect(() => {
    if (first !== undefined) suggest(first);
  }, [first]);
  const value = overlay === null ? NONE : nameOf(overlay);
  return (
    <Stack direction="row" spacing={1}>
      <TextField
        select
        fullWidth
        label="Heat maps"
        value={sets.some((set) => nameOf(set) === value) ? value : NONE}
        onChange={(event) => {
          const set = sets.find((each) => nameOf(each) === event.target.value);
          onChange(set === undefined ? null : { ...DEFAULTS, ...overlay, method: set.method, layer: set.layer });
        }}
      >
        <MenuItem value={NONE}>none</MenuItem>
        {sets.map((set) => (
          <MenuItem key={nameOf(set)} value={nameOf(set)}>
            {`${CAM_METHOD_TITLES[set.method]} at ${set.layer}, ${set.mapCount} of ${set.imageCount} faces`}
          </MenuItem>
        ))}
      </TextField>
      {overlay !== null && (
        <>
          <TextField
            select
            label="Colours"
            value={overlay.scale}
            onChange={(event) => onChange({ ...overlay, scale: event.target.value as typeof overlay.scale })} // one of the options
            sx={{ minWidth: 120 }}
          >
            {COLOUR_SCALES.map((scale) => (
              <MenuItem key={scale} value={scale}>
                {COLOUR_SCALE_TITLES[scale]}
              </MenuItem>
            ))}
          </TextField>
          <TextField
            select
            label="Scale"
            value={overlay.top}
            onChange={(event) => onChange({ ...overlay, top: event.target.value as typeof overlay.top })} // likewise
            sx={{ minWidth: 120 }}
          >
            <MenuItem value="shared">shared</MenuItem>
            <MenuItem value="own">each its own</MenuItem>
          </TextField>
        </>
      )}
    </Stack>
  );
}

const nameOf = ({ method, layer }: Pick<OverlayChoice, 'method' | 'layer'>): string => `${method} ${layer}`;
