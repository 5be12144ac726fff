import AddIcon from '@mui/icons-material/AddOutlined';
import RemoveIcon from '@mui/icons-material/CloseOutlined';
import { Autocomplete, Button, IconButton, Stack, TextField, Tooltip } from '@mui/material';
import { useRef, useState } from 'react';
import type { ControlProps } from './control.ts';
import { entriesOf, type FactorRow, hasTwin, isMarked, rowsOf } from './factor-rows.ts';

/** A row for each part of the network: how its parameters' names begin, and what their learning rate is multiplied by. Enter begins another. */
export function FactorsControl({ state, ids, onChange }: ControlProps) {
  const { field, value, suggestions } = state;
  const [typed, setTyped] = useState<readonly FactorRow[]>([]);
  const [begun, setBegun] = useState<number | null>(null); // gets the focus
  const addButton = useRef<HTMLButtonElement>(null);
  // The rows that were typed, as long as they are what the text holds: an undo, or a change in the text, shows here at once.
  const isTyped = JSON.stringify(entriesOf(typed)) === JSON.stringify(value);
  const rows = isTyped ? typed : rowsOf(value);
  const change = (next: readonly FactorRow[]) => {
    setTyped(next);
    const entries = entriesOf(next);
    if (JSON.stringify(entries) !== JSON.stringify(value)) onChange(entries);
  };
  const replace = (index: number, row: FactorRow) => change(rows.map((old, i) => (i === index ? row : old)));
  const add = () => {
    setBegun(rows.length);
    change([...rows, { prefix: '', factor: '' }]);
  };
  const remove = (index: number) => {
    change(rows.filter((_, i) => i !== index));
    addButton.current?.focus();
  };
  return (
    <Stack spacing={0.5} sx={{ alignItems: 'flex-start' }}>
      {rows.map((row, index) => {
        const place = `row ${index + 1}`;
        const isWrong = isMarked(rows, index, state.problem);
        const begins = {
          id: index === 0 ? ids.control : `${ids.control}-${index}`,
          label: `${field.title}, part, ${place}`,
        };
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; its name changes while it is typed
          <Stack key={index} direction="row" spacing={1} sx={{ width: '100%', alignItems: 'center' }}>
            <Autocomplete
              id={begins.id}
              freeSolo
              options={suggestions.filter((name) => name === row.prefix || !rows.some(({ prefix }) => prefix === name))}
              inputValue={row.prefix}
              disabled={state.isLocked}
              disableClearable
              onInputChange={(_, text, reason) => {
                if (reason !== 'reset' && text !== row.prefix) replace(index, { ...row, prefix: text.trim() });
              }}
              onChange={(_, chosen) => replace(index, { ...row, prefix: chosen })}
              sx={{ flexGrow: 1, minWidth: 0 }}
              renderInput={(params) => (
                <TextField
                  {...params}
                  autoFocus={begun === index}
                  error={isWrong || hasTwin(rows, index)}
                  helperText={hasTwin(rows, index) ? 'There is a row for this part already.' : undefined}
                  placeholder="layer4"
                  slotProps={{
                    ...params.slotProps,
                    htmlInput: {
                      ...params.slotProps.htmlInput,
                      'aria-label': begins.label,
                      'aria-describedby': ids.description,
                      spellCheck: false,
                    },
                  }}
                />
              )}
            />
            <span aria-hidden>×</span>
            <TextField
              value={row.factor}
              error={isWrong}
              disabled={state.isLocked}
              onChange={({ target }) => replace(index, { ...row, factor: target.value })}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                add();
              }}
              sx={{ width: 84, flexShrink: 0 }}
              slotProps={{
                htmlInput: {
                  inputMode: 'decimal',
                  autoComplete: 'off',
                  'aria-label': `${field.title}, factor, ${place}`,
                  'aria-describedby': ids.description,
                },
              }}
            />
            <Tooltip title="Remove">
              <span>
                <IconButton
                  aria-label={`Remove ${row.prefix === '' ? place : row.prefix} from ${field.title.toLowerCase()}`}
                  disabled={state.isLocked}
                  onClick={() => remove(index)}
                >
                  <RemoveIcon fontSize="small" />
                </IconButton>
              </span>
            </Tooltip>
          </Stack>
        );
      })}
      <Button
        ref={addButton}
        {...(rows.length === 0 ? { id: ids.control } : {})}
        size="small"
        color="inherit"
        startIcon={<AddIcon />}
        disabled={state.isLocked}
        aria-label={`Add a part to ${field.title.toLowerCase()}`}
        aria-describedby={ids.description}
        onClick={add}
      >
        Add a part
      </Button>
    </Stack>
  );
}
