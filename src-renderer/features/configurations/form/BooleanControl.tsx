import { FormControlLabel, Switch } from '@mui/material';
import type { ControlProps } from './control.ts';

export function BooleanControl({ state, ids, onChange }: ControlProps) {
  const isOn = state.value === true;
  return (
    <FormControlLabel
      disabled={state.isLocked}
      control={
        <Switch
          checked={isOn}
          onChange={(_, checked) => onChange(checked)}
          slotProps={{ input: { id: ids.control, 'aria-describedby': ids.description } }}
        />
      }
      label={isOn ? 'Yes' : state.value === false ? 'No' : 'Neither yes nor no'}
    />
  );
}
