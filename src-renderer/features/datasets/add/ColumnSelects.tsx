import { ListItemText, MenuItem, Stack, TextField } from '@mui/material';
import type { ColumnMapping, InspectedColumn } from '#shared/contract/datasets.ts';
import { type Meaning, withColumn } from './mapping.ts';

export type ColumnSelectsProps = {
  readonly columns: readonly InspectedColumn[];
  readonly mapping: ColumnMapping;
  readonly onChange: (mapping: ColumnMapping) => void;
};

const MEANINGS: readonly { readonly meaning: Meaning; readonly title: string; readonly help: string }[] = [
  { meaning: 'path', title: 'Path of the image', help: 'Where the image lies.' },
  { meaning: 'label', title: 'Real or fake', help: 'Its values are sorted beside it.' },
  { meaning: 'group', title: 'Group', help: 'A person or video: its rows never get into different splits.' },
  {
    meaning: 'split',
    title: 'Split',
    help: 'train, valid (or val, dev) and test. Rows without one are divided later.',
  },
  { meaning: 'source', title: 'Source', help: 'A camera, generator or method, to compare results by.' },
];

/** One select a meaning; every other column is kept as metadata. */
export function ColumnSelects({ columns, mapping, onChange }: ColumnSelectsProps) {
  return (
    <Stack spacing={2} sx={{ pt: 1 }}>
      {MEANINGS.map(({ meaning, title, help }) => (
        <ColumnSelect
          key={meaning}
          title={title}
          help={help}
          isRequired={meaning === 'path' || meaning === 'label'}
          columns={columns}
          name={mapping[meaning] || null}
          onChange={(name) => onChange(withColumn(mapping, { meaning, name }, columns))}
        />
      ))}
    </Stack>
  );
}

type ColumnSelectProps = {
  readonly title: string;
  readonly help: string;
  readonly isRequired: boolean;
  readonly columns: readonly InspectedColumn[];
  readonly name: string | null;
  readonly onChange: (name: string | null) => void;
};

/** A column may have any name, also the one that stands for none: so values are places. */
const NONE = '-1';

function ColumnSelect({ title, help, isRequired, columns, name, onChange }: ColumnSelectProps) {
  const chosen = columns.findIndex((column) => column.name === name);
  return (
    <TextField
      select
      fullWidth
      label={title}
      value={chosen === -1 && isRequired ? '' : String(chosen)}
      onChange={(event) => onChange(columns[Number(event.target.value)]?.name ?? null)}
      helperText={help}
      slotProps={{ select: { renderValue: () => columns[chosen]?.name ?? 'None' } }}
    >
      {!isRequired && <MenuItem value={NONE}>None</MenuItem>}
      {columns.map(({ name: column, examples }, index) => (
        <MenuItem key={column} value={String(index)}>
          <ListItemText
            primary={column}
            secondary={examples.length === 0 ? 'empty' : examples.join(', ')}
            slotProps={{ secondary: { noWrap: true, sx: { maxWidth: 420 } } }}
          />
        </MenuItem>
      ))}
    </TextField>
  );
}
