import { MenuItem, Select, Slider, Switch } from '@mui/material';
import { useState } from 'react';
import { Panel } from '#renderer/components/Panel.tsx';
import type { Settings } from '#shared/contract/settings.ts';
import { useChangeSettings } from './queries.ts';
import { SettingRow } from './SettingRow.tsx';

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
        text="How much of the past a point carries; 0 draws the values as they are. The raw line stays behind a smoothed one."
      >
        <Smoothing value={settings.curveSmoothing} onChange={(curveSmoothing) => change.mutate({ curveSmoothing })} />
      </SettingRow>
    </Panel>
  );
}

type SmoothingProps = { readonly value: number; readonly onChange: (weight: number) => void };

function Smoothing({ value, onChange }: SmoothingProps) {
  const [dragged, setDragged] = useState<number | null>(null);
  return (
    <Slider
      aria-labelledby="smoothing"
      value={dragged ?? value}
      min={0}
      max={0.95}
      step={0.05}
      valueLabelDisplay="auto"
      onChange={(_event, weight) => setDragged(weight as number)}
      onChangeCommitted={(_event, weight) => {
        setDragged(null);
        onChange(weight as number); // of one thumb
      }}
      sx={{ width: 220, mr: 1 }}
    />
  );
}
