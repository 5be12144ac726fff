import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { MIGRATIONS_FOLDER, migrate, readMigrations, schemaVersion } from '#main/store/migrations.ts';
import { openStore } from '#main/store/open.ts';
import { refusalOf, startRun, temporaryFolder, temporaryStore, tickingClock } from './workspace.ts';

const clock = tickingClock();
const WITHOUT_ROWID = [
  'bad_rows',
  'checkpoints',
  'epochs',
  'file_checks',
  'knock_outs',
  'picture_measures',
  'picture_tags',
  'predictions',
  'probes',
  'region_shares',
  'revision_changes',
  'settings',
  'speeds',
  'split_faces',
  'step_metrics',
];

/** The migrations there are, and one more. */
function migrationsPlus(sql: string): string {
  const folder = path.join(temporaryFolder(), 'migrations');
  mkdirSync(folder);
  const names = readdirSync(MIGRATIONS_FOLDER).filter((name) => name.endsWith('.sql'));
  for (const name of names) copyFileSync(path.join(MIGRATIONS_FOLDER, name), path.join(folder, name));
  writeFileSync(path.join(folder, `${String(names.length).padStart(4, '0')}_next.sql`), sql);
  return folder;
}

/** A workspace of the present schema, closed, with a run in it. */
function workspaceWithRun() {
  const folder = temporaryFolder();
  const store = openStore(folder, { clock });
  const { id } = startRun(store);
  store.close();
  return { folder, id };
}

describe('each migration', () => {
  const migrations = readMigrations();

  it.each(migrations.map(({ name }, index) => ({ name, index })))(
    '$name takes the schema before it one further',
    ({ index }) => {
      const client = new SQLite(path.join(temporaryFolder(), 'facet.sqlite'));
      migrate(client, migrations.slice(0, index));
      expect(schemaVersion(client)).toBe(index);
      migrate(client, migrations.slice(0, index + 1));
      expect(schemaVersion(client)).toBe(index + 1);
      expect(client.pragma('integrity_check', { simple: true })).toBe('ok');
      client.close();
    },
  );

  it('leaves tables that hold SQLite to their types, the many-rowed ones without a row id', () => {
    const { file } = temporaryStore();
    const client = new SQLite(file, { readonly: true });
    const tables = client
      .prepare<[], { name: string; strict: 0 | 1; wr: 0 | 1 }>(
        "select name, strict, wr from pragma_table_list where schema = 'main' and name not like 'sqlite%'",
      )
      .all();
    client.close();
    expect(tables.filter((table) => table.strict === 0)).toEqual([]);
    expect(
      tables
        .filter((table) => table.wr === 1)
        .map((table) => table.name)
        .sort(),
    ).toEqual(WITHOUT_ROWID);
  });
});

describe('a workspace of an older schema', () => {
  it('is brought up to date with its rows, after a backup', () => {
    const { folder, id } = workspaceWithRun();
    const migrationsFolder = migrationsPlus('alter table runs add column mood text;');
    const store = openStore(folder, { clock, migrationsFolder });
    expect(store.runs.get(id).status).toBe('running');
    store.close();
    expect(readdirSync(path.join(folder, 'backups'))).toHaveLength(1);
  });

  it('keeps the rows that refer to a table which is built anew', () => {
    const { folder, id } = workspaceWithRun();
    const rebuild = `create table splits_new (id integer primary key not null, sha256 text not null, train_count integer not null, valid_count integer not null) strict;
      insert into splits_new select * from splits;
      drop table splits;
      alter table splits_new rename to splits;
      create unique index splits_sha256_unique on splits (sha256);`;
    const store = openStore(folder, { clock, migrationsFolder: migrationsPlus(rebuild) });
    expect(store.runs.faces(id).train).toHaveLength(8);
    store.close();
  });

  it('stays as it was where a migration fails half way', () => {
    const { folder, id } = workspaceWithRun();
    const migrationsFolder = migrationsPlus('drop table heatmaps; drop table no_such_table;');
    expect(refusalOf(() => openStore(folder, { clock, migrationsFolder })).message).toContain('no_such_table');
    const store = openStore(folder, { clock });
    expect(store.runs.get(id).status).toBe('running');
    store.close();
  });

  it('cannot be read beside its owner before it is up to date', () => {
    const { folder } = workspaceWithRun();
    const migrationsFolder = migrationsPlus('alter table runs add column mood text;');
    expect(refusalOf(() => openStore(folder, { clock, isReadonly: true, migrationsFolder })).code).toBe('conflict');
  });
});
