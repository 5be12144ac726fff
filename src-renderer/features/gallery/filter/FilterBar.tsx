import ArrowDownIcon from '@mui/icons-material/ArrowDownwardOutlined';
import ArrowUpIcon from '@mui/icons-material/ArrowUpwardOutlined';
import HeatIcon from '@mui/icons-material/LocalFireDepartmentOutlined';
import { Alert, Box, IconButton, MenuItem, Slider, Stack, TextField, ToggleButton, Tooltip } from '@mui/material';
import { formatCount, plural } from '#renderer/components/format.ts';
import type { MapSet } from '#shared/contract/explanations.ts';
import { GALLERY_SORTS, type GallerySort, type GalleryTest, RISES_BY_DEFAULT } from '#shared/contract/predictions.ts';
import { CAM_METHOD_TITLES } from '#shared/domain/explanations.ts';
import { type ShownOrder, useChangeSettings, useOutcomeCounts } from '../queries.ts';
import type { PageSearch } from '../search.ts';
import type { ChangeSearch } from '../use-gallery.ts';
import { SORT_TITLES } from '../words.ts';
import { AddFilter } from './AddFilter.tsx';
import { ConditionChips } from './ConditionChips.tsx';
import { OutcomeToggles } from './OutcomeToggles.tsx';

export type FilterBarProps = {
  readonly test: GalleryTest;
  readonly shown: ShownOrder;
  /** Null while it is counted. */
  readonly total: number | null;
  readonly sizePx: number;
  /** While the slider is dragged; what it is left at is kept in the settings. */
  readonly onSizePx: (sizePx: number) => void;
  readonly sets: readonly MapSet[];
  readonly search: PageSearch;
  readonly change: ChangeSearch;
};

/** What of the faces is shown, in which order, how large; and always how many. */
export function FilterBar({ test, shown, total, sizePx, onSizePx, sets, search, change }: FilterBarProps) {
  const { order } = shown;
  const { evaluation } = test;
  const counts = useOutcomeCounts(order).data;
  const { filter = {} } = search;
  return (
    <Stack sx={{ px: 1.5, pt: 1, pb: 1, gap: 1, borderBottom: 1, borderColor: 'divider' }}>
      <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <OutcomeToggles
          chosen={order.filter.outcomes ?? []}
          counts={counts}
          onChange={(outcomes) => {
            const { outcomes: _, ...others } = filter;
            const off = search.off?.filter((name) => name !== 'outcomes');
            change({ filter: outcomes.length === 0 ? others : { ...others, outcomes: [...outcomes] }, off });
          }}
        />
        <AddFilter test={test} scope={order} filter={filter} onChange={(next) => change({ filter: next })} />
        <Box sx={{ flexGrow: 1 }} />
        <OrderChoice order={order} change={change} />
        <MapSwitch sets={sets} search={search} change={change} />
        <SizeSlider sizePx={sizePx} onSizePx={onSizePx} />
      </Stack>
      <Stack direction="row" sx={{ gap: 1.5, alignItems: 'center', flexWrap: 'wrap', minHeight: 26 }}>
        <Box role="status" sx={{ typography: 'body2', color: 'text.secondary', whiteSpace: 'nowrap' }}>
          {countWords(total, evaluation.imageCount)}
        </Box>
        <ConditionChips search={search} change={change} />
      </Stack>
      <Incomplete test={test} />
    </Stack>
  );
}

function countWords(total: number | null, all: number): string {
  if (total === null) return '';
  return total === all ? plural(all, 'face') : `${formatCount(total)} of ${plural(all, 'face')}`;
}

function Incomplete({ test: { evaluation } }: { readonly test: GalleryTest }) {
  const { status, imageCount } = evaluation;
  if (status === 'finished' || imageCount === 0) return null;
  const words =
    status === 'running'
      ? 'The test goes on: what is scored so far is shown.'
      : `The test was ${status} after ${plural(imageCount, 'face')}: these are shown.`;
  return (
    <Alert severity={status === 'running' ? 'info' : 'warning'} variant="outlined" sx={{ py: 0 }}>
      {words}
    </Alert>
  );
}

function OrderChoice({ order, change }: { readonly order: ShownOrder['order']; readonly change: ChangeSearch }) {
  const { sort, isRising, filter } = order;
  const sorts = GALLERY_SORTS.filter((one) => one !== 'region' || filter.region !== undefined);
  return (
    <>
      <TextField
        select
        label="Order"
        value={sort}
        onChange={({ target }) => change({ sort: target.value as GallerySort, rising: undefined })} // of GALLERY_SORTS
        sx={{ minWidth: 160 }}
      >
        {sorts.map((one) => (
          <MenuItem key={one} value={one}>
            {SORT_TITLES[one]}
          </MenuItem>
        ))}
      </TextField>
      <Tooltip title={directionWords(sort, isRising)}>
        <IconButton
          aria-label={isRising ? 'Order: ascending' : 'Order: descending'}
          onClick={() => change({ rising: !isRising === RISES_BY_DEFAULT[sort] ? undefined : !isRising })}
        >
          {isRising ? <ArrowUpIcon fontSize="small" /> : <ArrowDownIcon fontSize="small" />}
        </IconButton>
      </Tooltip>
    </>
  );
}

const directionWords = (sort: GallerySort, isRising: boolean) => {
  if (sort === 'time') return isRising ? 'Tested first comes first' : 'Tested last comes first';
  if (sort === 'line') return isRising ? 'From the first line on' : 'From the last line on';
  return isRising ? 'Smallest first' : 'Largest first';
};

type MapSwitchProps = Pick<FilterBarProps, 'sets' | 'search' | 'change'>;

function MapSwitch({ sets, search: { map }, change }: MapSwitchProps) {
  const [first] = sets;
  if (first === undefined) return null;
  const chosen = sets.findIndex((set) => set.method === map?.method && set.layer === map.layer);
  return (
    <>
      <ToggleButton
        value="map"
        size="small"
        selected={map !== undefined}
        onChange={() => change({ map: map === undefined ? { method: first.method, layer: first.layer } : undefined })}
        title="Heat maps over the faces (H)"
      >
        <HeatIcon fontSize="small" /> Heat maps
      </ToggleButton>
      {map !== undefined && sets.length > 1 && (
        <TextField
          select
          label="Maps"
          value={chosen < 0 ? '' : chosen}
          onChange={({ target }) => {
            const set = sets[Number(target.value)];
            if (set !== undefined) change({ map: { method: set.method, layer: set.layer } });
          }}
          sx={{ minWidth: 130 }}
        >
          {sets.map(({ method, layer }, i) => (
            <MenuItem key={`${method} ${layer}`} value={i}>
              {CAM_METHOD_TITLES[method]}, {layer}
            </MenuItem>
          ))}
        </TextField>
      )}
    </>
  );
}

function SizeSlider({ sizePx, onSizePx }: Pick<FilterBarProps, 'sizePx' | 'onSizePx'>) {
  const settings = useChangeSettings();
  return (
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
  );
}
