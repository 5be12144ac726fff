import { Button, Slider, Stack, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { useState } from 'react';
import { Panel } from '#renderer/components/Panel.tsx';
import { Keys } from '#renderer/components/shortcuts/Keys.tsx';
import { showSheet } from '#renderer/components/shortcuts/shortcut-store.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { useChangeSettings } from './queries.ts';
import { SettingRow } from './SettingRow.tsx';

const THEMES = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;

/** How the window looks. */
export function AppearancePanel({ settings }: { readonly settings: Settings }) {
  const change = useChangeSettings();
  return (
    <Panel title="Appearance">
      <SettingRow id="theme" title="Theme" text="Faces and heat maps lie on the same middle grey in both.">
        <ToggleButtonGroup
          exclusive
          value={settings.theme}
          aria-labelledby="theme"
          onChange={(_event, theme: Settings['theme'] | null) => theme !== null && change.mutate({ theme })}
        >
          {THEMES.map(([theme, title]) => (
            <ToggleButton key={theme} value={theme}>
              {title}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </SettingRow>
      <SettingRow id="thumbnails" title="Size of faces in a grid" text="Width and height in pixels.">
        <SizeSlider
          value={settings.thumbnailSizePx}
          onChange={(thumbnailSizePx) => change.mutate({ thumbnailSizePx })}
        />
      </SettingRow>
      <SettingRow
        id="keys"
        title="Keys"
        text="Nearly everything has a key; the sheet lists those of the page you are on."
      >
        <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
          <Keys keys="?" />
          <Button variant="outlined" color="inherit" onClick={() => showSheet(true)}>
            Show the keys
          </Button>
        </Stack>
      </SettingRow>
    </Panel>
  );
}

type SizeSliderProps = { readonly value: number; readonly onChange: (sizePx: number) => void };

/** Stored when it is let go, not at every pixel on the way. */
function SizeSlider({ value, onChange }: SizeSliderProps) {
  const [dragged, setDragged] = useState<number | null>(null);
  return (
    <Slider
      aria-labelledby="thumbnails"
      value={dragged ?? value}
      min={64}
      max={320}
      step={16}
      valueLabelDisplay="auto"
      getAriaValueText={(sizePx) => `${sizePx} pixels`}
      onChange={(_event, sizePx) => setDragged(sizePx as number)}
      onChangeCommitted={(_event, sizePx) => {
        setDragged(null);
        onChange(sizePx as number); // of one thumb
      }}
      sx={{ width: 220, mr: 1 }}
    />
  );
}
