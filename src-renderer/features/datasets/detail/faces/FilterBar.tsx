import ArrowDownIcon from '@mui/icons-material/ArrowDownwardOutlined';
import ArrowUpIcon from '@mui/icons-material/ArrowUpwardOutlined';
import SearchIcon from '@mui/icons-material/SearchOutlined';
import { Box, Button, IconButton, InputAdornment, MenuItem, Slider, Stack, TextField, Tooltip } from '@mui/material';
import { useDeferredValue, useEffect, useEffectEvent, useRef, useState } from 'react';
import { formatCount, plural } from '#renderer/components/format.ts';
import { useShortcut } from '#renderer/components/shortcuts/use-shortcut.ts';
import type { DatasetDetail, FaceSort } from '#shared/contract/datasets.ts';
import { FAKE, REAL } from '#shared/domain/labels.ts';
import { useChangeSettings } from '../queries.ts';
import { hasFilter, NO_FILTER } from '../search.ts';
import { useDatasetSearch } from '../use-dataset-search.ts';
import { FilterChip } from './FilterChip.tsx';

const SORTS: readonly (readonly [FaceSort, string])[] = [
  ['line', 'Line of the CSV'],
  ['path', 'Path'],
  ['sizeBytes', 'File size'],
  ['pixels', 'Pixels'],
  ['brightness', 'Brightness'],
  ['sharpness', 'Sharpness'],
  ['jpegQuality', 'JPEG quality'],
];

export type FilterBarProps = {
  readonly dataset: DatasetDetail;
  /** Null while it is counted. */
  readonly total: number | null;
  readonly sizePx: number;
  /** While the slider is dragged; what it is left at is kept in the settings. */
  readonly onSizePx: (sizePx: number) => void;
};

/** What of the faces is shown, in which order, how large; and always how many. */
export function FilterBar({ dataset, total, sizePx, onSizePx }: FilterBarProps) {
  const { search, change } = useDatasetSearch();
  const settings = useChangeSettings();
  const filter = (changes: Parameters<typeof change>[0]) => change({ ...changes, face: undefined });
  const named = (buckets: DatasetDetail['formats']) =>
    buckets.filter(({ name }) => name !== 'other').map(({ name }) => [name, name] as const);
  return (
    <Stack
      direction="row"
      sx={{ px: 1.5, py: 1, gap: 1, alignItems: 'center', flexWrap: 'wrap', borderBottom: 1, borderColor: 'divider' }}
    >
      <PathField value={search.text ?? ''} onChange={(text) => filter({ text: text === '' ? undefined : text })} />
      <FilterChip
        name="Class"
        value={search.label}
        options={[
          [REAL, 'real'],
          [FAKE, 'fake'],
        ]}
        onChange={(label) => filter({ label })}
      />
      <FilterChip
        name="Split"
        value={search.split}
        options={[
          ['train', 'train'],
          ['valid', 'valid'],
          ['test', 'test'],
          ['none', 'none given'],
        ]}
        onChange={(split) => filter({ split })}
      />
      <FilterChip
        name="Changes"
        value={search.state}
        options={[
          ['included', 'not excluded'],
          ['excluded', 'excluded'],
          ['relabelled', 'relabelled'],
        ]}
        onChange={(state) => filter({ state })}
      />
      {(dataset.formats.length > 1 || search.format !== undefined) && (
        <FilterChip
          name="Format"
          value={search.format}
          options={named(dataset.formats)}
          onChange={(format) => filter({ format })}
        />
      )}
      {(dataset.sources.length > 0 || search.source !== undefined) && (
        <FilterChip
          name="Source"
          value={search.source}
          options={named(dataset.sources)}
          onChange={(source) => filter({ source })}
        />
      )}
      {search.group !== undefined && (
        <FilterChip name="Group" value={search.group} options={[]} onChange={(group) => filter({ group })} />
      )}
      {hasFilter(search) && (
        <Button color="inherit" onClick={() => filter(NO_FILTER)}>
          Clear
        </Button>
      )}
      <Box aria-live="polite" sx={{ typography: 'body2', color: 'text.secondary', flexGrow: 1, whiteSpace: 'nowrap' }}>
        {countWords(total, dataset.imageCount)}
      </Box>
      <TextField
        select
        label="Order"
        value={search.sort ?? 'line'}
        onChange={(event) =>
          filter({ sort: event.target.value === 'line' ? undefined : (event.target.value as FaceSort) })
        } // of SORTS
        sx={{ minWidth: 140 }}
      >
        {SORTS.map(([sort, name]) => (
          <MenuItem key={sort} value={sort}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      <Tooltip title={search.descending ? 'Largest or last first' : 'Smallest or first first'}>
        <IconButton
          aria-label={search.descending ? 'Order: descending' : 'Order: ascending'}
          onClick={() => filter({ descending: search.descending ? undefined : true })}
        >
          {search.descending ? <ArrowDownIcon fontSize="small" /> : <ArrowUpIcon fontSize="small" />}
        </IconButton>
      </Tooltip>
      <Slider
        aria-label="Size of the pictures"
        min={64}
        max={320}
        step={16}
        value={sizePx}
        onChange={(_, value) => onSizePx(value as number)} // one thumb
        onChangeCommitted={(_, value) => settings.mutate({ thumbnailSizePx: value as number })}
        sx={{ width: 96, mx: 1 }}
      />
    </Stack>
  );
}

function countWords(total: number | null, all: number): string {
  if (total === null) return '';
  return total === all ? plural(all, 'face') : `${formatCount(total)} of ${plural(all, 'face')}`;
}

/** Asks once the typing rests for a moment. */
function PathField({ value, onChange }: { readonly value: string; readonly onChange: (text: string) => void }) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setText(value); // cleared from outside, or Back
  }
  const field = useRef<HTMLInputElement>(null);
  const rested = useDeferredValue(text);
  const tell = useEffectEvent((next: string) => {
    if (next !== value) onChange(next);
  });
  useEffect(() => {
    const timer = setTimeout(() => tell(rested), TYPING_MS);
    return () => clearTimeout(timer);
  }, [rested]);
  useShortcut({ keys: 'f', description: 'Filter by path', group: 'Faces', run: () => field.current?.focus() });
  return (
    <TextField
      inputRef={field}
      placeholder="Part of the path"
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') field.current?.blur();
      }}
      sx={{ width: 180 }}
      slotProps={{
        htmlInput: { 'aria-label': 'Filter by part of the path', maxLength: 200 },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <SearchIcon fontSize="small" />
            </InputAdornment>
          ),
        },
      }}
    />
  );
}

const TYPING_MS = 200;
