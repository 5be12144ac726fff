import { Button, Stack, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { Panel } from '#renderer/components/Panel.tsx';
import { Keys } from '#renderer/components/shortcuts/Keys.tsx';
import { showSheet } from '#renderer/components/shortcuts/shortcut-store.ts';
import type { Settings } from '#shared/contract/settings.ts';
import { useChangeSettings } from './queries.ts';
import { SettingRow } from './SettingRow.tsx';
import { SettingSlider } from './SettingSlider.tsx';

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
      <SettingRow id="thumbnails" title="Size of faces in a grid" text="Width and height.">
        <SettingSlider
          id="thumbnails"
          value={settings.thumbnailSizePx}
          min={64}
          max={320}
          step={16}
          wordOf={(sizePx) => `${sizePx} px`}
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
