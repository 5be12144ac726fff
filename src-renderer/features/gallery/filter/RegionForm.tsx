import { Button, MenuItem, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { PageLink } from '#renderer/components/PageLink.tsx';
import type { GalleryFilter } from '#shared/contract/predictions.ts';
import { CAM_METHOD_TITLES } from '#shared/domain/explanations.ts';
import type { EvaluationId } from '#shared/domain/records.ts';
import { FACE_REGION_TITLES, FACE_REGIONS } from '#shared/domain/regions.ts';
import { useMapSets } from '../queries.ts';
import { RangeForm } from './RangeForm.tsx';

type RegionCondition = NonNullable<GalleryFilter['region']>;
export type RegionFormProps = {
  readonly evaluationId: EvaluationId;
  readonly region: RegionCondition | undefined;
  readonly onApply: (region: RegionCondition) => void;
};

/** A region, the maps it is read from, and how much of a map lies in it. */
export function RegionForm({ evaluationId, region: known, onApply }: RegionFormProps) {
  const sets = useMapSets(evaluationId).filter(({ measuredCount }) => measuredCount > 0);
  const [region, setRegion] = useState<RegionCondition['region']>(known?.region ?? 'nose');
  const [chosen, setChosen] = useState(0);
  const set = sets[chosen];
  if (set === undefined)
    return (
      <Stack spacing={1.5} sx={{ p: 2 }}>
        <Typography variant="body2">The heat maps of this test are not shared out over regions yet.</Typography>
        <Button component={PageLink} link={`/regions?tests=${evaluationId}`} variant="contained">
          Regions of this test
        </Button>
      </Stack>
    );
  return (
    <Stack>
      <Stack spacing={1.5} sx={{ p: 2, pb: 0 }}>
        <TextField
          select
          label="Region"
          value={region}
          onChange={({ target }) => setRegion(target.value as RegionCondition['region'])} // of FACE_REGIONS
        >
          {FACE_REGIONS.map((name) => (
            <MenuItem key={name} value={name}>
              {FACE_REGION_TITLES[name]}
            </MenuItem>
          ))}
        </TextField>
        <TextField select label="Heat maps" value={chosen} onChange={({ target }) => setChosen(Number(target.value))}>
          {sets.map(({ method, layer }, i) => (
            <MenuItem key={`${method} ${layer}`} value={i}>
              {CAM_METHOD_TITLES[method]}, {layer}
            </MenuItem>
          ))}
        </TextField>
      </Stack>
      <RangeForm
        title="Share of the map, %"
        scale={100}
        range={known?.share}
        onApply={(share) => onApply({ region, method: set.method, layer: set.layer, share })}
      />
    </Stack>
  );
}
