import DownIcon from '@mui/icons-material/KeyboardArrowDown';
import UpIcon from '@mui/icons-material/KeyboardArrowUp';
import ColumnsIcon from '@mui/icons-material/ViewColumnOutlined';
import { Box, Button, Checkbox, FormControlLabel, IconButton, InputBase, Popover, Stack, Switch } from '@mui/material';
import { useState } from 'react';
import { type ColumnPlaces, shiftedColumn } from '#renderer/components/table/table.ts';
import type { RunField } from '#shared/domain/run-fields.ts';

export type ColumnsMenuProps = {
  readonly fields: readonly RunField[];
  readonly places: ColumnPlaces;
  readonly onPlacesChange: (places: ColumnPlaces) => void;
  readonly hidesEqual: boolean;
  readonly onHidesEqualChange: (hidesEqual: boolean) => void;
  /** As a new workspace shows them. */
  readonly onReset: () => void;
};

/** Which columns are shown, and in which order. The titles of the table can be dragged too; here it goes with the keyboard. */
export function ColumnsMenu({
  fields,
  places,
  onPlacesChange,
  hidesEqual,
  onHidesEqualChange,
  onReset,
}: ColumnsMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <Button
        color="inherit"
        variant="outlined"
        startIcon={<ColumnsIcon />}
        aria-haspopup="dialog"
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ borderColor: 'divider' }}
      >
        Columns
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { 'aria-label': 'Columns', role: 'dialog', sx: { width: 340 } } }}
      >
        <Stack direction="row" sx={{ px: 2, py: 1, alignItems: 'center', borderBottom: 1, borderColor: 'divider' }}>
          <FormControlLabel
            control={<Switch checked={hidesEqual} onChange={(_, isOn) => onHidesEqualChange(isOn)} />}
            label="Hide columns that are all alike"
            sx={{ flexGrow: 1 }}
          />
          <Button onClick={onReset}>Reset</Button>
        </Stack>
        <ColumnList fields={fields} places={places} onPlacesChange={onPlacesChange} />
      </Popover>
    </>
  );
}

function ColumnList({
  fields,
  places,
  onPlacesChange,
}: Pick<ColumnsMenuProps, 'fields' | 'places' | 'onPlacesChange'>) {
  const [sought, setSought] = useState('');
  const byName = new Map(fields.map((field) => [field.name, field]));
  const wanted = sought.trim().toLowerCase();
  const listed = places.filter(({ id }) => {
    const field = byName.get(id);
    return field !== undefined && id !== 'name' && `${field.title} ${id}`.toLowerCase().includes(wanted);
  });
  const toggle = (id: string) =>
    onPlacesChange(places.map((place) => (place.id === id ? { ...place, isVisible: !place.isVisible } : place)));
  return (
    <>
      <InputBase
        value={sought}
        onChange={({ target }) => setSought(target.value)}
        placeholder="Find a column"
        inputProps={{ 'aria-label': 'Find a column' }}
        fullWidth
        sx={{ px: 2, py: 0.5, borderBottom: 1, borderColor: 'divider', typography: 'body2' }}
      />
      <Stack component="ul" sx={{ m: 0, p: 0, py: 0.5, listStyle: 'none', maxHeight: '50vh', overflow: 'auto' }}>
        {listed.map(({ id, isVisible }) => {
          const title = byName.get(id)?.title ?? id;
          return (
            <Stack component="li" direction="row" key={id} sx={{ alignItems: 'center', pl: 1, pr: 1 }}>
              <FormControlLabel
                control={<Checkbox checked={isVisible} onChange={() => toggle(id)} sx={{ py: 0.25 }} />}
                label={
                  <>
                    {title}{' '}
                    {title.toLowerCase() !== id && (
                      <Box component="small" sx={{ color: 'text.secondary' }}>
                        {id}
                      </Box>
                    )}
                  </>
                }
                sx={{ flexGrow: 1, mx: 0, minWidth: 0 }}
              />
              {isVisible && wanted === '' && (
                <>
                  <IconButton
                    aria-label={`Move ${title} to the left`}
                    onClick={() => onPlacesChange(shiftedColumn(places, id, -1))}
                  >
                    <UpIcon fontSize="small" />
                  </IconButton>
                  <IconButton
                    aria-label={`Move ${title} to the right`}
                    onClick={() => onPlacesChange(shiftedColumn(places, id, 1))}
                  >
                    <DownIcon fontSize="small" />
                  </IconButton>
                </>
              )}
            </Stack>
          );
        })}
      </Stack>
    </>
  );
}
