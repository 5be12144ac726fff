/**
 * The numbered migrations of resources/migrations. `user_version` counts those that a database has seen. Not drizzle's own migrator: inside a transaction
 * it cannot switch foreign keys off, so rebuilding a table there would delete the rows that refer to it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import SQLite from 'better-sqlite3';
import { AppError, assert } from '#shared/errors.ts';

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../resources/migrations', import.meta.url));

/** "Face", in ASCII: marks the file as ours. */
const APPLICATION_ID = 0x46616365;

export type Migration = { readonly name: string; readonly statements: string };

/** In their order. */
export function readMigrations(folder = MIGRATIONS_FOLDER): readonly Migration[] {
  const names = readdirSync(folder).filter((name) => /^\d{4}_\w+\.sql$/.test(name));
  const migrations = names.sort().map((name) => ({ name, statements: readFileSync(join(folder, name), 'utf8') }));
  assert(
    migrations.every(({ name }, index) => Number(name.slice(0, 4)) === index),
    `the migrations in ${folder} are numbered without a gap`,
  );
  return migrations;
}

export const schemaVersion = (client: SQLite.Database): number =>
  Number(client.pragma('user_version', { simple: true }));

/**
 * Refuses what this Facet did not make: another program's database, a newer schema, and tables, triggers or views that nobody of ours put there.
 * @throws file_invalid, conflict (made by a newer Facet)
 */
export function assertOurs(client: SQLite.Database, migrations: readonly Migration[]): void {
  const version = schemaVersion(client);
  const objects = schemaOf(client);
  if (version === 0 && objects.length === 0) return;
  if (Number(client.pragma('application_id', { simple: true })) !== APPLICATION_ID)
    throw new AppError('file_invalid', `"${client.name}" is a database, but not one of Facet's.`, {
      hint: 'Choose another folder as the workspace.',
    });
  if (version > migrations.length)
    throw new AppError(
      'conflict',
      `The workspace of "${client.name}" was made by a newer Facet: its schema is number ${version}, this Facet knows ${migrations.length}.`,
      { hint: 'Update Facet, or choose another workspace. Nothing was changed.' },
    );
  const expected = new Map(expectedSchema(migrations.slice(0, version)).map((object) => [object.name, object]));
  const stranger =
    objects.find(({ name, sql }) => expected.get(name)?.sql !== sql) ??
    [...expected.values()].find(({ name }) => !objects.some((object) => object.name === name));
  if (stranger === undefined) return;
  throw new AppError(
    'file_invalid',
    `"${client.name}" is not as Facet made it: the ${stranger.type} "${stranger.name}" differs from what schema ${version} says.`,
    { hint: 'Do not trust a workspace that somebody has altered. Take a backup of it, or start a new one.' },
  );
}

/** All that are missing, in one transaction: the old schema or the new one, never between. */
export function migrate(client: SQLite.Database, migrations: readonly Migration[]): void {
  const pending = migrations.slice(schemaVersion(client));
  if (pending.length === 0) return;
  client.pragma('foreign_keys = off'); // has no effect inside a transaction
  try {
    client
      .transaction(() => {
        for (const { statements } of migrations.slice(schemaVersion(client))) client.exec(statements);
        const [broken] = client.pragma('foreign_key_check') as unknown[]; // rows, or none
        assert(broken === undefined, `every row that a migrated row refers to is there: ${JSON.stringify(broken)}`);
        client.pragma(`application_id = ${APPLICATION_ID}`);
        client.pragma(`user_version = ${migrations.length}`);
      })
      .immediate();
  } finally {
    client.pragma('foreign_keys = on');
  }
}

type SchemaObject = { readonly type: string; readonly name: string; readonly sql: string };

function schemaOf(client: SQLite.Database): readonly SchemaObject[] {
  return client
    .prepare<[], SchemaObject>("select type, name, sql from sqlite_schema where name not like 'sqlite\\_%' escape '\\'")
    .all();
}

function expectedSchema(migrations: readonly Migration[]): readonly SchemaObject[] {
  const client = new SQLite(':memory:');
  try {
    migrate(client, migrations);
    return schemaOf(client);
  } finally {
    client.close();
  }
}
