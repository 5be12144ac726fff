import { Box, MenuItem, Slider, Stack, TextField, Typography } from '@mui/material';
import { useId, useRef, useState } from 'react';
import { PageLink } from '#renderer/components/PageLink.tsx';
import { Shortcut } from '#renderer/components/shortcuts/Shortcut.tsx';
import type { FlipSide, FlipSummary } from '#shared/contract/comparisons.ts';
import { CAM_METHOD_TITLES, type CamMethod } from '#shared/domain/explanations.ts';
import { useChangeSettings, useSettings } from '../queries.ts';
import type { FlipNames } from './FlipView.tsx';
import { type MapChoices, methodsOf } from './map-choice.ts';
import { useFlipSearch } from './use-flip-search.ts';

export type FlipBarProps = { readonly summary: FlipSummary; readonly names: FlipNames; readonly choices: MapChoices };

export const DEFAULT_OPACITY = 0.5;

/** Which heat maps lie over the faces, how strongly, and how large the pictures are. */
export function FlipBar({ summary: { first, second }, names, choices }: FlipBarProps) {
  const { search, change } = useFlipSearch();
  const methods = methodsOf(first, second);
  const before = useRef<CamMethod | undefined>(undefined);
  const toggle = () => {
    if (choices.method !== null) before.current = choices.method;
    change({ method: choices.method === null ? before.current : 'none' });
  };
  return (
    <Stack direction="row" sx={{ columnGap: 2, rowGap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
      <Shortcut
        keys="h"
        description="Heat maps over the faces, or not"
        group="Flip view"
        isEnabled={methods.length > 0}
        run={toggle}
      />
      {methods.length === 0 ? (
        <Typography variant="body2" sx={{ color: 'text.secondary' }}>
          Neither test has heat maps yet: make them for{' '}
          <PageLink link={`/regions?tests=${first.evaluationId}`}>{names.first}</PageLink> and{' '}
          <PageLink link={`/regions?tests=${second.evaluationId}`}>{names.second}</PageLink>.
        </Typography>
      ) : (
        <>
          <TextField
            select
            label="Heat maps"
            value={choices.method ?? 'none'}
            onChange={({ target }) => change({ method: target.value as CamMethod | 'none' })} // one of the list
            sx={{ minWidth: 140 }}
            title="Key H"
          >
            {methods.map((method) => (
              <MenuItem key={method} value={method}>
                {CAM_METHOD_TITLES[method]}
              </MenuItem>
            ))}
            <MenuItem value="none">None</MenuItem>
          </TextField>
          <LayerSelect
            side={first}
            name={names.first}
            choice={choices.first}
            method={choices.method}
            onChange={(firstLayer) => change({ firstLayer })}
          />
          <LayerSelect
            side={second}
            name={names.second}
            choice={choices.second}
            method={choices.method}
            onChange={(secondLayer) => change({ secondLayer })}
          />
          {choices.method !== null && (
            <LabelledSlider
              label="Opacity"
              value={search.opacity ?? DEFAULT_OPACITY}
              range={[0, 1, 0.05]}
              onChange={(opacity) => change({ opacity })}
            />
          )}
        </>
      )}
      <SizeSlider />
    </Stack>
  );
}

type LayerSelectProps = {
  readonly side: FlipSide;
  readonly name: string;
  readonly choice: MapChoices['first'];
  readonly method: CamMethod | null;
  readonly onChange: (layer: string) => void;
};

function LayerSelect({ side, name, choice, method, onChange }: LayerSelectProps) {
  const layers = side.mapSets.filter((set) => set.method === method).map(({ layer }) => layer);
  if (method === null) return null;
  if (choice === null)
    return (
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        {name} has no such maps: <PageLink link={`/regions?tests=${side.evaluationId}`}>make them</PageLink>
      </Typography>
    );
  return (
    <TextField
      select
      label={`Layer of ${name}`}
      value={choice.layer}
      onChange={({ target }) => onChange(target.value)}
      sx={{ minWidth: 130, maxWidth: 220 }}
    >
      {layers.map((layer) => (
        <MenuItem key={layer} value={layer}>
          {layer}
        </MenuItem>
      ))}
    </TextField>
  );
}

function SizeSlider() {
  const kept = useSettings().data?.thumbnailSizePx ?? 128;
  const { mutate } = useChangeSettings();
  return (
    <LabelledSlider
      label="Size"
      value={kept}
      range={[64, 320, 16]}
      onChange={(thumbnailSizePx) => mutate({ thumbnailSizePx })}
    />
  );
}

type LabelledSliderProps = {
  readonly label: string;
  readonly value: number;
  readonly range: readonly [min: number, max: number, step: number];
  /** When it is let go. */
  readonly onChange: (value: number) => void;
};

function LabelledSlider({ label, value, range: [min, max, step], onChange }: LabelledSliderProps) {
  const id = useId();
  const [dragged, setDragged] = useState<number | null>(null);
  return (
    <Stack direction="row" sx={{ gap: 1.5, alignItems: 'center' }}>
      <Box id={id} component="span" sx={{ typography: 'body2', color: 'text.secondary' }}>
        {label}
      </Box>
      <Slider
        value={dragged ?? value}
        {...{ min, max, step }}
        aria-labelledby={id}
        onChange={(_, moved) => setDragged(Number(moved))}
        onChangeCommitted={(_, chosen) => {
          setDragged(null);
          onChange(Number(chosen));
        }}
        sx={{ width: 110 }}
      />
    </Stack>
  );
}
