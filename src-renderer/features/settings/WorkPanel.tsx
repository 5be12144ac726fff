import { MenuItem, Select, Switch } from '@mui/material';
import { Panel } from '#renderer/components/Panel.tsx';
import type { Settings } from '#shared/contract/settings.ts';
import { useChangeSettings } from './queries.ts';
import { SettingRow } from './SettingRow.tsx';
import { SettingSlider } from './SettingSlider.tsx';

const ON_CLOSE = [
  ['ask', 'Ask'],
  ['background', 'Keep training in the background'],
  ['stop', 'Stop the training and keep everything'],
] as const;

/** How forms, curves and trainings behave. */
export function WorkPanel({ settings }: { readonly settings: Settings }) {
  const change = useChangeSettings();
  return (
    <Panel title="Training and forms">
      <SettingRow
        id="on-close"
        title="When the window closes during a training"
        text="Of the desktop window. In a browser, a training goes on until Facet itself is closed."
      >
        <Select
          value={settings.closeWhileTraining}
          labelId="on-close"
          onChange={({ target }) => change.mutate({ closeWhileTraining: target.value })}
          sx={{ minWidth: 280 }}
        >
          {ON_CLOSE.map(([value, title]) => (
            <MenuItem key={value} value={value}>
              {title}
            </MenuItem>
          ))}
        </Select>
      </SettingRow>
      <SettingRow
        id="all-fields"
        title="Show every field of a configuration"
        text="Otherwise the form begins with the few that most experiments change."
      >
        <Switch
          checked={settings.showsAllFields}
          slotProps={{ input: { 'aria-labelledby': 'all-fields' } }}
          onChange={(_event, showsAllFields) => change.mutate({ showsAllFields })}
        />
      </SettingRow>
      <SettingRow
        id="smoothing"
        title="Smoothing of curves"
        text="How much of the past a point carries. The raw line stays behind a smoothed one."
      >
        <SettingSlider
          id="smoothing"
          value={settings.curveSmoothing}
          min={0}
          max={0.99}
          step={0.01}
          wordOf={(weight) => (weight === 0 ? 'off' : weight.toFixed(2))}
          onChange={(curveSmoothing) => change.mutate({ curveSmoothing })}
        />
      </SettingRow>
    </Panel>
  );
}
