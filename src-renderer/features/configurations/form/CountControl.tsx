import { Stack, ToggleButton, ToggleButtonGroup } from '@mui/material';
import type { ControlProps } from './control.ts';
import { NumberControl } from './NumberControl.tsx';

/** All, or so many. */
export function CountControl(props: ControlProps) {
  const { state, ids, onChange } = props;
  const isAll = state.value === 'all';
  return (
    <Stack direction="row" spacing={1} sx={{ alignItems: 'flex-start' }}>
      <ToggleButtonGroup
        exclusive
        value={isAll ? 'all' : 'some'}
        disabled={state.isLocked}
        aria-labelledby={ids.label}
        onChange={(_, chosen: 'all' | 'some' | null) => {
          if (chosen !== null) onChange(chosen === 'all' ? 'all' : 5);
        }}
      >
        <ToggleButton value="all">All</ToggleButton>
        <ToggleButton value="some">Newest</ToggleButton>
      </ToggleButtonGroup>
      {!isAll && <NumberControl {...props} />}
    </Stack>
  );
}
