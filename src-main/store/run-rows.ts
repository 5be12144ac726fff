/** The table of runs: each with its newest test, and with the settings by which the runs differ. Four queries, however many runs there are. */
import { and, desc, eq, getTableColumns, inArray, max, sql, sum } from 'drizzle-orm';
import { RunRow, type TestFigures } from '#shared/contract/runs.ts';
import type { JsonObject, JsonValue, RunId } from '#shared/domain/records.ts';
import type { StoreDatabase } from './connection.ts';
import { placeOf, runSummaries } from './run-queries.ts';
import { datasets, epochs, evaluations, runs } from './schema.ts';

export type RunTable = {
  /** Newest first. */
  readonly rows: () => readonly RunRow[];
  /** What all runs have in common, by key. */
  readonly commonSettings: () => Readonly<Record<string, JsonValue>>;
};

/** Settings come as they were parsed from JSON: looking at each value of each run would take longer than all the rest of the table. */
const Row = RunRow.omit({ settings: true });

export function createRunTable(db: StoreDatabase): RunTable {
  const settings = createSettings(db);
  return {
    rows: () => {
      const [durations, tests, { varying }] = [durationsOf(db), newestTests(db), settings.read()];
      return runSummaries(db)
        .orderBy(desc(runs.createdAtMs), desc(runs.id))
        .all()
        .map((row) => ({
          ...Row.parse({
            ...row,
            place: placeOf(row),
            durationMs: durations.get(row.id) ?? null,
            test: tests.get(row.id) ?? null,
          }),
          settings: varying.get(row.id) ?? {},
        }));
    },
    commonSettings: () => settings.read().common,
  };
}

const durationsOf = (db: StoreDatabase): ReadonlyMap<RunId, number> =>
  new Map(
    db
      .select({ runId: epochs.runId, durationMs: sum(epochs.durationMs).mapWith(Number) })
      .from(epochs)
      .groupBy(epochs.runId)
      .all()
      .map(({ runId, durationMs }) => [runId, durationMs]),
  );

function newestTests(db: StoreDatabase): ReadonlyMap<RunId, TestFigures> {
  const newest = db
    .select({ id: max(evaluations.id) })
    .from(evaluations)
    .where(eq(evaluations.status, 'finished'))
    .groupBy(evaluations.runId);
  const { id, runId, imageCount, metrics } = getTableColumns(evaluations);
  const rows = db
    .select({ evaluationId: id, runId, datasetName: datasets.name, imageCount, metrics })
    .from(evaluations)
    .innerJoin(datasets, eq(datasets.id, evaluations.datasetId))
    .where(and(inArray(id, newest), sql`${runId} is not null`))
    .all();
  return new Map(
    rows.map(({ runId, metrics, ...facts }) => [runId as RunId, { ...facts, ...figuresOf(metrics) }]), // the query asks for those with a run
  );
}

function figuresOf(metrics: JsonObject): Pick<TestFigures, 'loss' | 'accuracy' | 'auc' | 'eer'> {
  const number = (value: JsonValue | undefined) => (typeof value === 'number' ? value : null);
  const { loss, accuracy, auc, equalErrorRate } = metrics;
  const eer = typeof equalErrorRate === 'object' && equalErrorRate !== null && 'rate' in equalErrorRate;
  return {
    loss: number(loss),
    accuracy: number(accuracy),
    auc: number(auc),
    eer: eer ? number(equalErrorRate['rate']) : null,
  };
}

/** Values by key ("optimizer.lr"), each also as JSON, by which two are compared. */
type Flat = ReadonlyMap<string, { readonly value: JsonValue; readonly json: string }>;

type Settings = {
  readonly varying: ReadonlyMap<RunId, Record<string, JsonValue>>;
  readonly common: Record<string, JsonValue>;
};

/** Parses a configuration once for as long as it stays what it was: a table is read far more often than a run is made. */
function createSettings(db: StoreDatabase): { readonly read: () => Settings } {
  const known = new Map<RunId, { readonly text: string; readonly flat: Flat }>();
  const flatOf = (id: RunId, text: string): Flat => {
    const found = known.get(id);
    if (found?.text === text) return found.flat;
    const flat = flatten(JSON.parse(text) as JsonObject); // the store's own column of JSON
    known.set(id, { text, flat });
    return flat;
  };
  return {
    read: () => {
      const texts = db
        .select({ id: runs.id, text: sql<string>`${runs.config}` })
        .from(runs)
        .all();
      const flats = texts.map(({ id, text }) => ({ id, flat: flatOf(id, text) }));
      const common = commonOf(flats.map(({ flat }) => flat));
      const keys = new Set(flats.flatMap(({ flat }) => [...flat.keys()]));
      const varying = [...keys].filter((key) => !common.has(key));
      return {
        varying: new Map(flats.map(({ id, flat }) => [id, valuesOf(flat, varying)])),
        common: valuesOf(common, common.keys()),
      };
    },
  };
}

/** What is the same in all of them. */
function commonOf([first, ...others]: readonly Flat[]): Flat {
  const common = new Map(first);
  for (const flat of others) for (const [key, { json }] of common) if (flat.get(key)?.json !== json) common.delete(key);
  return common;
}

function valuesOf(flat: Flat, keys: Iterable<string>): Record<string, JsonValue> {
  const values: Record<string, JsonValue> = {};
  for (const key of keys) {
    const entry = flat.get(key);
    if (entry !== undefined) values[key] = entry.value;
  }
  return values;
}

/** Sections become prefixes; a list is a value. */
function flatten(config: JsonObject, prefix = ''): Flat {
  const flat = new Map<string, { value: JsonValue; json: string }>();
  for (const [key, value] of Object.entries(config)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const [inner, entry] of flatten(value, `${prefix}${key}.`)) flat.set(inner, entry);
    else flat.set(prefix + key, { value, json: JSON.stringify(value) });
  }
  return flat;
}
