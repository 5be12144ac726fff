import ExpandIcon from '@mui/icons-material/ExpandMoreOutlined';
import { Chip, Menu, MenuItem } from '@mui/material';
import { useState } from 'react';

export type FilterChipProps<Value extends string | number> = {
  /** "Class" */
  readonly name: string;
  /** Undefined = any. */
  readonly value: Value | undefined;
  /** Empty: it can only be taken away. */
  readonly options: readonly (readonly [value: Value, word: string])[];
  readonly onChange: (value: Value | undefined) => void;
};

/** One condition of a filter: a chip that says it, a menu that changes it, a cross that takes it away. */
export function FilterChip<Value extends string | number>({ name, value, options, onChange }: FilterChipProps<Value>) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const isSet = value !== undefined;
  const word = options.find(([option]) => option === value)?.[1] ?? String(value);
  const choose = (next: Value | undefined) => {
    setAnchor(null);
    onChange(next);
  };
  return (
    <>
      <Chip
        size="medium"
        variant={isSet ? 'filled' : 'outlined'}
        color={isSet ? 'primary' : 'default'}
        label={isSet ? `${name}: ${word}` : name}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => (options.length > 0 ? setAnchor(event.currentTarget) : undefined)}
        {...(isSet
          ? { onDelete: () => onChange(undefined) }
          : {
              onDelete: (event: { currentTarget: HTMLElement }) => setAnchor(event.currentTarget.parentElement),
              deleteIcon: <ExpandIcon />,
            })}
        sx={{ height: 30, maxWidth: 220 }}
      />
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <MenuItem selected={!isSet} onClick={() => choose(undefined)}>
          any
        </MenuItem>
        {options.map(([option, text]) => (
          <MenuItem key={option} selected={option === value} onClick={() => choose(option)}>
            {text}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
