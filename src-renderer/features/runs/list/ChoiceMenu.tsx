import ArrowDropDown from '@mui/icons-material/ArrowDropDown';
import TickedIcon from '@mui/icons-material/CheckBox';
import EmptyIcon from '@mui/icons-material/CheckBoxOutlineBlank';
import { Box, Button, Menu, MenuItem } from '@mui/material';
import { useState } from 'react';
import { formatCount } from '#renderer/components/format.ts';
import type { RunRow } from '#shared/contract/runs.ts';
import type { RunField } from '#shared/domain/run-fields.ts';
import { choiceIn, withChoice } from '#shared/filter/clauses.ts';
import { countValues } from '#shared/filter/complete.ts';

export type ChoiceMenuProps = {
  readonly field: RunField;
  readonly rows: readonly RunRow[];
  readonly expression: string;
  readonly onChange: (expression: string) => void;
};

const MOST_VALUES = 100;

/** The values that runs have in a field, with how many have each; what is ticked becomes a part of the filter. */
export function ChoiceMenu({ field, rows, expression, onChange }: ChoiceMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [wasOpened, setOpened] = useState(false);
  const values = wasOpened ? countValues(field, rows) : [];
  const more = values.length - MOST_VALUES;
  const chosen = choiceIn(expression, field.name);
  const isChosen = (value: string) => chosen.some((one) => one.toLowerCase() === value.toLowerCase());
  const toggle = (value: string) => {
    const values = isChosen(value)
      ? chosen.filter((one) => one.toLowerCase() !== value.toLowerCase())
      : [...chosen, value];
    onChange(withChoice(expression, { field: field.name, values }));
  };
  return (
    <>
      <Button
        color={chosen.length === 0 ? 'inherit' : 'primary'}
        variant="outlined"
        endIcon={<ArrowDropDown />}
        aria-haspopup="menu"
        onClick={(event) => {
          setOpened(true);
          setAnchor(event.currentTarget);
        }}
        sx={{ flexShrink: 0, maxWidth: 190, ...(chosen.length === 0 ? { borderColor: 'divider' } : {}) }}
      >
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {chosen.length === 0 ? field.title : `${field.title}: ${chosen.join(', ')}`}
        </Box>
      </Button>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        slotProps={{ list: { dense: true } }}
      >
        {values.slice(0, MOST_VALUES).map(({ value, count }) => (
          <MenuItem
            key={value}
            role="menuitemcheckbox"
            aria-checked={isChosen(value)}
            onClick={() => toggle(value)}
            sx={{ gap: 1 }}
          >
            {isChosen(value) ? <TickedIcon fontSize="small" color="primary" /> : <EmptyIcon fontSize="small" />}
            <span>{value}</span>
            <Box component="small" sx={{ ml: 'auto', pl: 3, color: 'text.secondary' }}>
              {formatCount(count)}
            </Box>
          </MenuItem>
        ))}
        {more > 0 && <MenuItem disabled>{formatCount(more)} more: name them in the filter</MenuItem>}
        {values.length === 0 && <MenuItem disabled>No run has any</MenuItem>}
      </Menu>
    </>
  );
}
