/** The table of runs as it is looked at: which runs, in which order, with which columns; and the ways to change that. */
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useNowMs } from '#renderer/components/minute.ts';
import type { ColumnPlaces, ColumnSort } from '#renderer/components/table/table.ts';
import type { RunPlace, RunRow } from '#shared/contract/runs.ts';
import { DEFAULT_SETTINGS, type Settings, type TableLayout } from '#shared/contract/settings.ts';
import type { JsonValue } from '#shared/domain/records.ts';
import { RUN_TEXT_FIELDS, type RunField, runFieldsOf } from '#shared/domain/run-fields.ts';
import { equalFields, sortRuns } from '#shared/domain/run-order.ts';
import { compileFilter, type Filter } from '#shared/filter/compile.ts';
import { useChangeSettings } from '../queries.ts';
import type { RunsSearch } from '../search.ts';
import { layoutOf, type RunsLayout, writeColumns, writeSort } from './layout.ts';
import { runLines } from './lines.ts';
import { useStableOrder } from './use-stable-order.ts';
import { wordOf } from './words.ts';

export type RunsViewData = {
  readonly runs: readonly RunRow[];
  readonly common: Readonly<Record<string, JsonValue>>;
  readonly settings: Settings | undefined;
};

const route = getRouteApi('/runs');

export type RunsView = ReturnType<typeof useRunsView>;

export function useRunsView({ runs, common, settings }: RunsViewData) {
  const search = route.useSearch();
  const nowMs = useNowMs();
  const fields = useMemo(() => runFieldsOf(runs, common), [runs, common]); // columns and rows follow it: the same as long as they can be
  const varying = useMemo(() => new Set(runs.flatMap((run) => Object.keys(run.settings))), [runs]);
  const layout = layoutOf(search, { kept: settings?.runsTable ?? null, fields, varying });
  const place = search.place ?? 'active';
  const expression = search.filter ?? '';
  const here = useMemo(() => runs.filter((run) => run.place === place), [runs, place]);
  const filter = useFilter(expression, { fields, nowMs });
  const fitting = useMemo(() => here.filter(filter.matches), [here, filter]); // a thousand rows: once a change, not once a key press
  const fieldNamed = (name: string | null) => fields.find((field) => field.name === name) ?? null;
  const sortText = writeSort(layout.sort);
  const sorted = useMemo(() => sortRuns(fitting, sortsOf(sortText, fields)), [fitting, sortText, fields]);
  const order = useStableOrder(sorted, `${place} ${sortText} ${expression}`);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const groupBy = fieldNamed(layout.groupBy);
  const lines = useMemo(() => runLines(order.rows, { groupBy, closed, wordOf }), [order.rows, groupBy, closed]);
  const alike = layout.hidesEqual ? alikeOf(layout.places, fitting, fields) : NONE;
  const changes = useViewChanges(search, { layout, settings });
  return {
    search,
    place,
    expression,
    errorOf: (text: string) => errorIn(text, { fields, nowMs }),
    fields,
    layout,
    /** Without the columns that are hidden as they are all alike. */
    shownPlaces: layout.places.map((one) => (alike.has(one.id) ? { ...one, isVisible: false } : one)),
    here,
    shown: order.rows,
    isOutdated: order.isOutdated,
    sortAgain: order.sortAgain,
    lines,
    groupBy,
    baseline: runs.find(({ id }) => id === settings?.baselineRunId) ?? null,
    nowMs,
    /** Used by any run. */
    tags: [...new Set(runs.flatMap((run) => run.tags))].sort(),
    toggleHeading: (id: string) => {
      const next = new Set(closed);
      if (!next.delete(id)) next.add(id);
      setClosed(next);
    },
    ...changes,
    /** From the table, which knows nothing of those that are hidden as they are all alike: they stay chosen. */
    setShownPlaces: (next: ColumnPlaces) =>
      changes.setPlaces(next.map((one) => (alike.has(one.id) ? { ...one, isVisible: true } : one))),
  };
}

/** A text is sorted again only when the text or the fields change. */
const sortsOf = (text: string, fields: readonly RunField[]) =>
  text.split(',').flatMap((part) => {
    const field = fields.find(({ name }) => name === part.replace(/^-/, ''));
    return field === undefined ? [] : [{ field, isDescending: part.startsWith('-') }];
  });

type Context = { readonly fields: readonly RunField[]; readonly nowMs: number };

const compile = (expression: string, { fields, nowMs }: Context): Filter<RunRow> =>
  compileFilter(expression, { fields, textFields: RUN_TEXT_FIELDS, nowMs });

/** Of an expression that cannot be read (a link may hold one) every run fits; the box says what is wrong with it. */
function useFilter(expression: string, { fields, nowMs }: Context): { readonly matches: (run: RunRow) => boolean } {
  return useMemo(() => {
    const filter = compile(expression, { fields, nowMs });
    return { matches: filter.kind === 'error' ? () => true : filter.matches };
  }, [expression, fields, nowMs]);
}

function errorIn(expression: string, context: Context): string | null {
  const filter = compile(expression, context);
  return filter.kind === 'error' ? `At ${filter.from + 1}: ${filter.message}` : null;
}

const NONE: ReadonlySet<string> = new Set();

/** Of the columns that would be shown, those in which these runs do not differ. */
function alikeOf(places: ColumnPlaces, rows: readonly RunRow[], fields: readonly RunField[]): ReadonlySet<string> {
  const visible = new Set(places.filter(({ isVisible }) => isVisible).map(({ id }) => id));
  return equalFields(
    rows,
    fields.filter(({ name }) => visible.has(name)),
  );
}

/** What is changed is kept for the next time and written into the link, so that Back undoes it and a copied link shows it. */
function useViewChanges(
  search: RunsSearch,
  { layout, settings = DEFAULT_SETTINGS }: { readonly layout: RunsLayout; readonly settings: Settings | undefined },
) {
  const navigate = route.useNavigate();
  const { mutate } = useChangeSettings();
  const go = (change: RunsSearch) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const keep = (change: Partial<TableLayout>) =>
    mutate({ runsTable: { ...(settings.runsTable ?? EMPTY_LAYOUT), sort: [...layout.sort], ...change } });
  return {
    setFilter: (filter: string) => go({ filter: filter === '' ? undefined : filter }),
    setPlace: (place: RunPlace) => void navigate({ search: (before) => ({ ...before, place }) }),
    setSort: (sort: readonly ColumnSort[]) => {
      go({ sort: writeSort(sort) });
      keep({ sort: [...sort] });
    },
    setGroupBy: (groupBy: string | null) => {
      go({ group: groupBy ?? 'none' });
      keep({ groupBy });
    },
    setHidesEqual: (hidesEqual: boolean) => {
      go({ equal: hidesEqual ? 'hidden' : 'shown' });
      keep({ hidesEqual });
    },
    setPlaces: (places: ColumnPlaces) => {
      const isWidthOnly = writeColumns(places) === writeColumns(layout.places);
      if (!isWidthOnly || search.columns !== undefined) go({ columns: writeColumns(places) });
      keep({ columns: places.map((one) => ({ ...one })) });
    },
    resetColumns: () => {
      go({ columns: undefined });
      keep({ columns: [] });
    },
    setBaseline: (baselineRunId: RunRow['id'] | null) => mutate({ baselineRunId }),
    saveViews: (savedViews: Settings['savedViews']) => mutate({ savedViews }),
  };
}

const EMPTY_LAYOUT: TableLayout = { columns: [], sort: [], groupBy: null, hidesEqual: false };
