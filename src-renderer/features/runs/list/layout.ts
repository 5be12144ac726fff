/** How the table of runs is laid out: from what a link says, what was kept, and what is wise at first. */
import { type ColumnPlaces, type ColumnSort, completePlaces } from '#renderer/components/table/table.ts';
import { fieldAt } from '#shared/config/fields.ts';
import type { TableLayout } from '#shared/contract/settings.ts';
import type { RunField } from '#shared/domain/run-fields.ts';
import type { RunsSearch } from '../search.ts';

export type RunsLayout = {
  readonly places: ColumnPlaces;
  readonly sort: readonly ColumnSort[];
  readonly groupBy: string | null;
  readonly hidesEqual: boolean;
};

/** Newest first. */
const FIRST_SORT: readonly ColumnSort[] = [{ id: 'created', isDescending: true }];

const SHOWN_AT_FIRST = [
  'name',
  'status',
  'network',
  'data',
  'epochs',
  'best.loss',
  'best.accuracy',
  'test.accuracy',
  'test.auc',
  'test.eer',
  'duration',
  'started',
  'tag',
  'notes',
] as const;

/** Settings that differ are shown, but not all of fifty. */
const MOST_SETTINGS = 6;
const AFTER_FIGURES = SHOWN_AT_FIRST.indexOf('duration');

/**
 * What the link says goes before what was kept. `varying` are the settings in which runs differ: of these the first few are shown at first, but neither paths
 * nor what only matters to the machine.
 */
export function layoutOf(
  search: RunsSearch,
  {
    kept,
    fields,
    varying,
  }: { readonly kept: TableLayout | null; readonly fields: readonly RunField[]; readonly varying: ReadonlySet<string> },
): RunsLayout {
  return {
    places: placesOf(search.columns, { kept: kept?.columns ?? [], fields, varying }),
    sort: search.sort === undefined ? (kept?.sort ?? FIRST_SORT) : parseSort(search.sort),
    groupBy: search.group === undefined ? (kept?.groupBy ?? null) : search.group === 'none' ? null : search.group,
    hidesEqual: search.equal === undefined ? (kept?.hidesEqual ?? false) : search.equal === 'hidden',
  };
}

type Places = {
  readonly kept: ColumnPlaces;
  readonly fields: readonly RunField[];
  readonly varying: ReadonlySet<string>;
};

function placesOf(columns: string | undefined, { kept, fields, varying }: Places): ColumnPlaces {
  const known = fields.map(({ name }) => ({ id: name }));
  if (columns === undefined)
    return completePlaces(kept.length === 0 ? firstPlaces(fields, varying) : kept, known, () => false);
  const widths = new Map(kept.map(({ id, widthPx }) => [id, widthPx]));
  const named = columns.split(',').map((id) => ({ id, isVisible: true, widthPx: widths.get(id) ?? null }));
  const others = kept
    .filter(({ id }) => !named.some((one) => one.id === id))
    .map((place) => ({ ...place, isVisible: false }));
  return completePlaces([...named, ...others], known, () => false);
}

export function firstPlaces(fields: readonly RunField[], varying: ReadonlySet<string>): ColumnPlaces {
  const settings = fields
    .filter(({ name, isSetting }) => isSetting && varying.has(name)) // a network or a name is a column of its own already
    .filter(({ name }) => {
      const facts = fieldAt(name);
      return facts === undefined || (facts.kind !== 'path' && !facts.isAdvanced);
    })
    .slice(0, MOST_SETTINGS)
    .map(({ name }) => name);
  const shown = [...SHOWN_AT_FIRST.slice(0, AFTER_FIGURES), ...settings, ...SHOWN_AT_FIRST.slice(AFTER_FIGURES)];
  return shown.map((id) => ({ id, isVisible: true, widthPx: null }));
}

export const parseSort = (text: string): readonly ColumnSort[] =>
  text
    .split(',')
    .filter((part) => part !== '' && part !== '-')
    .map((part) => ({ id: part.replace(/^-/, ''), isDescending: part.startsWith('-') }));

export const writeSort = (sort: readonly ColumnSort[]): string =>
  sort.map(({ id, isDescending }) => `${isDescending ? '-' : ''}${id}`).join(',');

export const writeColumns = (places: ColumnPlaces): string =>
  places
    .filter(({ isVisible }) => isVisible)
    .map(({ id }) => id)
    .join(',');

/** The whole of a view as a link: for who it is sent to, whatever they have kept. */
export const wholeSearch = (search: RunsSearch, { places, sort, groupBy, hidesEqual }: RunsLayout): RunsSearch => ({
  ...(search.filter === undefined || search.filter === '' ? {} : { filter: search.filter }),
  place: search.place ?? 'active',
  sort: writeSort(sort),
  group: groupBy ?? 'none',
  columns: writeColumns(places),
  equal: hidesEqual ? 'hidden' : 'shown',
});

/** The fields of the columns that are shown, from left to right: the name first, as in the table. */
export function shownFields(fields: readonly RunField[], places: ColumnPlaces): readonly RunField[] {
  const byName = new Map(fields.map((field) => [field.name, field]));
  const visible = places.filter(({ id, isVisible }) => isVisible && id !== 'name');
  return [{ id: 'name' }, ...visible].flatMap(({ id }) => byName.get(id) ?? []);
}
