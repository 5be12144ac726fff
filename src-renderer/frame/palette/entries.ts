/** What the palette finds, and in which order. */
import { fuzzyMatch } from './fuzzy.ts';

export type PaletteEntry = {
  /** Unlike all others, and the same tomorrow: "run 01hz...". */
  readonly id: string;
  readonly kind: 'Page' | 'Action' | 'Run' | 'Data' | 'Configuration';
  readonly title: string;
  /** Beside it, paler: a run's network and status. Searched too. */
  readonly detail: string | null;
  readonly keys: string | null;
  readonly run: () => void;
};

export type FoundEntry = {
  readonly entry: PaletteEntry;
  /** Letters of the title to mark. */
  readonly positions: readonly number[];
  /** What it stands under; the heading is shown before the first of them. */
  readonly heading: string;
};

/** More is no answer to a search. */
const MOST_FOUND = 30;
const MOST_RECENT = 5;
/** Of a kind, while nothing is typed. */
const MOST_UNASKED: Readonly<Record<PaletteEntry['kind'], number>> = {
  Page: 10,
  Action: 15,
  Run: 5,
  Data: 5,
  Configuration: 5,
};
const HEADINGS: Readonly<Record<PaletteEntry['kind'], string>> = {
  Page: 'Pages',
  Action: 'Actions',
  Run: 'Runs',
  Data: 'Data',
  Configuration: 'Configurations',
};
/** A match in the detail counts less than one in the title. */
const DETAIL_SHARE = 0.5;
/** What was chosen lately comes first among equals. */
const RECENT_BONUS = 3;

/** Best first. With nothing typed: what was chosen lately, then some of everything. */
export function findEntries(
  query: string,
  { entries, recentIds }: { readonly entries: readonly PaletteEntry[]; readonly recentIds: readonly string[] },
): readonly FoundEntry[] {
  return query.trim() === '' ? unasked(entries, recentIds) : asked(query, { entries, recentIds });
}

function unasked(entries: readonly PaletteEntry[], recentIds: readonly string[]): readonly FoundEntry[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const recent = recentIds.flatMap((id) => byId.get(id) ?? []).slice(0, MOST_RECENT);
  const others = entries.filter((entry) => !recent.includes(entry));
  const some = Object.entries(MOST_UNASKED).flatMap(([kind, most]) =>
    others.filter((entry) => entry.kind === kind).slice(0, most),
  );
  const found = (entry: PaletteEntry, heading: string): FoundEntry => ({ entry, positions: [], heading });
  return [...recent.map((entry) => found(entry, 'Lately')), ...some.map((entry) => found(entry, HEADINGS[entry.kind]))];
}

function asked(
  query: string,
  { entries, recentIds }: { readonly entries: readonly PaletteEntry[]; readonly recentIds: readonly string[] },
): readonly FoundEntry[] {
  const scored = entries.flatMap((entry) => {
    const inTitle = fuzzyMatch(query, entry.title);
    const inBoth = entry.detail === null ? null : fuzzyMatch(query, `${entry.title} ${entry.detail}`);
    const score = Math.max(
      inTitle?.score ?? Number.NEGATIVE_INFINITY,
      DETAIL_SHARE * (inBoth?.score ?? Number.NEGATIVE_INFINITY),
    );
    if (score === Number.NEGATIVE_INFINITY) return [];
    const bonus = recentIds.includes(entry.id) ? RECENT_BONUS : 0;
    return [{ entry, positions: inTitle?.positions ?? [], score: score + bonus }];
  });
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_FOUND)
    .map(({ entry, positions }) => ({ entry, positions, heading: 'Found' }));
}
