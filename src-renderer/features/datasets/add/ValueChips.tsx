import ArrowIcon from '@mui/icons-material/ArrowDropDown';
import { Button, Menu, MenuItem, Stack } from '@mui/material';
import { useId, useState } from 'react';
import { formatCount } from '#renderer/components/format.ts';
import type { LabelValue, ValueSide } from './mapping.ts';

export type ValueChipsProps = {
  readonly side: ValueSide;
  readonly values: readonly LabelValue[];
  readonly onMove: (value: string, to: ValueSide) => void;
};

const MOVES: Readonly<Record<ValueSide, string>> = {
  real: 'Means real',
  fake: 'Means fake',
  none: 'Leave these rows out',
};

/** Values of the label column; each has a menu that moves it. */
export function ValueChips({ side, values, onMove }: ValueChipsProps) {
  return (
    <Stack direction="row" sx={{ gap: 0.75, flexWrap: 'wrap', maxHeight: 132, overflow: 'auto' }}>
      {values.map((value) => (
        <ValueChip key={value.value} side={side} value={value} onMove={(to) => onMove(value.value, to)} />
      ))}
    </Stack>
  );
}

type ValueChipProps = {
  readonly side: ValueSide;
  readonly value: LabelValue;
  readonly onMove: (to: ValueSide) => void;
};

function ValueChip({ side, value: { value, count }, onMove }: ValueChipProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const menuId = useId();
  const shown = value === '' ? '(empty)' : value;
  return (
    <>
      <Button
        variant="outlined"
        color="inherit"
        endIcon={<ArrowIcon />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-controls={menuId}
        aria-label={`${shown}: ${side === 'none' ? 'left out' : side}`}
        title={`${formatCount(count)} of the rows looked at`}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ borderColor: 'divider', maxWidth: 240, '& .MuiButton-endIcon': { ml: 0.25, mr: -0.75 } }}
      >
        {shown}
      </Button>
      <Menu id={menuId} anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {(['real', 'fake', 'none'] as const)
          .filter((to) => to !== side)
          .map((to) => (
            <MenuItem
              key={to}
              onClick={() => {
                setAnchor(null);
                onMove(to);
              }}
            >
              {MOVES[to]}
            </MenuItem>
          ))}
      </Menu>
    </>
  );
}
