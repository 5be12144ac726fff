/** What all repositories have in common: a connection, a clock, and an eye on how long a query takes. */
import type { StoreDatabase } from './connection.ts';
import { translateSqliteError } from './sqlite-errors.ts';

/** Whole milliseconds since 1970. */
export type Clock = () => number;

export type StoreLogger = { readonly warn: (facts: object, message: string) => void };

export type StoreContext = {
  readonly db: StoreDatabase;
  /** The database's file, for what an error has to say. */
  readonly file: string;
  readonly clock: Clock;
  readonly logger?: StoreLogger | undefined;
  /** Above it a query is logged with its name. */
  readonly slowQueryMs: number;
};

type Methods = Readonly<Record<string, (...args: never[]) => unknown>>;

/** The methods as they are, with names: slow ones are logged as `<name>.<method>`, and SQLite's errors become sentences. */
export function repository<T extends Methods>(name: string, methods: T, context: StoreContext): T {
  const named = Object.entries(methods).map(([method, run]) => {
    const query = `${name}.${method}`;
    const call = run as (...args: unknown[]) => unknown; // the caller sees T's own parameters
    return [method, (...args: unknown[]) => watch(query, () => call(...args), context)];
  });
  return Object.fromEntries(named) as T; // the same names, parameters and results
}

function watch<T>(query: string, run: () => T, { file, logger, slowQueryMs }: StoreContext): T {
  const began = performance.now();
  try {
    return run();
  } catch (error) {
    throw translateSqliteError(error, file);
  } finally {
    const durationMs = performance.now() - began;
    if (durationMs > slowQueryMs) logger?.warn({ query, durationMs }, `${query} took ${durationMs.toFixed(0)} ms.`);
  }
}
