import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { connect } from '#main/store/connection.ts';
import { openStore } from '#main/store/open.ts';
import {
  newImages,
  refusalOf,
  saveDataset,
  startRun,
  temporaryFolder,
  temporaryStore,
  tickingClock,
} from './workspace.ts';

const clock = tickingClock();
const fileOf = (folder: string) => path.join(folder, 'facet.sqlite');

/** A closed workspace with a run in it. */
function finishedWorkspace(): string {
  const folder = temporaryFolder();
  const store = openStore(folder, { clock });
  startRun(store);
  store.close();
  return folder;
}

/** Changes a closed workspace behind Facet's back. */
function alter(folder: string, sql: string): void {
  const client = new SQLite(fileOf(folder));
  client.unsafeMode(true);
  client.exec(sql);
  client.close();
}

describe('the connection', () => {
  it('has the same durable settings on three openings in a row', () => {
    const folder = temporaryFolder();
    const settings = [1, 2, 3].map(() => {
      openStore(folder, { clock }).close();
      const { $client } = connect(fileOf(folder), { isReadonly: false });
      const pragmas = [
        'journal_mode',
        'synchronous',
        'foreign_keys',
        'trusted_schema',
        'busy_timeout',
        'cell_size_check',
      ];
      const values = pragmas.map((name) => $client.pragma(name, { simple: true }));
      $client.close();
      return values;
    });
    expect(settings).toEqual([1, 2, 3].map(() => ['wal', 2, 1, 0, 5_000, 1]));
  });

  it('leaves one file behind when it is closed', () => {
    expect(readdirSync(finishedWorkspace())).toEqual(['facet.sqlite']);
  });
});

describe('opening a workspace', () => {
  it('finds everything again', () => {
    const folder = finishedWorkspace();
    const store = openStore(folder, { clock });
    expect(store.runs.list().map((run) => run.status)).toEqual(['running']);
    store.close();
  });

  it('refuses a file that is no database, names it, and says what to do', () => {
    const folder = temporaryFolder();
    writeFileSync(fileOf(folder), 'path,real\n'.repeat(1_000));
    const { code, message, hint } = refusalOf(() => openStore(folder, { clock }));
    expect(code).toBe('file_invalid');
    expect(message).toContain(fileOf(folder));
    expect(hint).toContain('there is no backup');
  });

  it('refuses the database of another program', () => {
    const folder = temporaryFolder();
    alter(folder, 'create table songs (id integer primary key)');
    expect(refusalOf(() => openStore(folder, { clock })).message).toContain('not one of Facet');
  });

  it('refuses a workspace that a newer Facet made, and changes nothing in it', () => {
    const folder = finishedWorkspace();
    alter(folder, 'pragma user_version = 99');
    const before = readFileSync(fileOf(folder));
    const { code, message } = refusalOf(() => openStore(folder, { clock }));
    expect({ code, isNewer: message.includes('newer Facet') }).toEqual({ code: 'conflict', isNewer: true });
    expect(readFileSync(fileOf(folder)).equals(before)).toBe(true);
  });

  it.each([
    ['a trigger', 'create trigger spy after insert on runs begin select 1; end', 'trigger "spy"'],
    ['a view', 'create view spy as select 1', 'view "spy"'],
    ['a table', 'create table spy (id integer)', 'table "spy"'],
    ['a missing index', 'drop index predictions_by_loss', 'index "predictions_by_loss"'],
  ])('refuses a workspace with %s that Facet did not leave there', (_, sql, named) => {
    const folder = finishedWorkspace();
    alter(folder, sql);
    const { code, message } = refusalOf(() => openStore(folder, { clock }));
    expect(code).toBe('file_invalid');
    expect(message).toContain(named);
  });

  it('finds damage inside the file, and names the newest backup', async () => {
    const folder = temporaryFolder();
    const store = openStore(folder, { clock });
    saveDataset(store, newImages(2_000));
    const backup = await store.backup();
    store.close();
    const bytes = readFileSync(fileOf(folder));
    bytes.fill(0xa5, bytes.length / 2, bytes.length / 2 + 4_096);
    writeFileSync(fileOf(folder), bytes);
    const { code, message, hint } = refusalOf(() => openStore(folder, { clock }));
    expect({ code, isNamed: message.includes(fileOf(folder)) }).toEqual({ code: 'file_invalid', isNamed: true });
    expect(hint).toContain(backup);
  });

  it('never crashes on a damaged file: it is refused, or whole', () => {
    const folder = temporaryFolder();
    const store = openStore(folder, { clock });
    saveDataset(store, newImages(200));
    store.close();
    const whole = readFileSync(fileOf(folder));
    const outcomes = Array.from({ length: 60 }, (_, trial) => {
      const bytes = Buffer.from(whole);
      const position = Math.floor((trial * whole.length) / 60) + 17;
      const damage = trial % 3 === 0 ? bytes.subarray(0, position) : bytes;
      if (trial % 3 !== 0) damage.fill(trial, position, position + (trial % 3 === 1 ? 1 : 512));
      writeFileSync(fileOf(folder), damage);
      try {
        openStore(folder, { clock }).close();
        return 'opened';
      } catch (error) {
        return (error as { code: unknown }).code;
      }
    });
    expect(new Set(outcomes)).toEqual(new Set(['opened', 'file_invalid']));
  });
});

describe('reading beside the owner', () => {
  it('sees what the owner commits, and may not write', () => {
    const folder = temporaryFolder();
    const owner = openStore(folder, { clock });
    const reader = openStore(folder, { clock, isReadonly: true });
    const run = startRun(owner);
    expect(reader.runs.get(run.id).status).toBe('running');
    expect(refusalOf(() => reader.runs.edit(run.id, { notes: 'mine' })).code).toBe('file_invalid');
    reader.close();
    owner.close();
  });

  it('says that a folder is no workspace, and makes nothing there', () => {
    const folder = path.join(temporaryFolder(), 'nothing');
    expect(refusalOf(() => openStore(folder, { clock, isReadonly: true })).code).toBe('file_not_found');
    expect(existsSync(folder)).toBe(false);
  });
});

describe('backups', () => {
  it('keeps the newest five, each a whole workspace in one file', async () => {
    const folder = temporaryFolder();
    const store = openStore(folder, { clock });
    const run = startRun(store);
    const made: string[] = [];
    for (let i = 0; i < 7; i++) made.push(await store.backup());
    store.close();
    const names = readdirSync(path.join(folder, 'backups'));
    expect(names).toEqual(made.slice(2).map((file) => path.basename(file)));
    const restored = temporaryFolder();
    writeFileSync(fileOf(restored), readFileSync(made[6] as string));
    const again = openStore(restored, { clock });
    expect(again.runs.get(run.id).name).toBe(run.name);
    again.close();
  });
});

describe('slow queries', () => {
  it('are logged with their names', () => {
    const logged: object[] = [];
    const store = temporaryStore({ slowQueryMs: -1, logger: { warn: (facts) => logged.push(facts) } });
    store.runs.list();
    expect(logged).toEqual([{ query: 'runs.list', durationMs: expect.any(Number) }]);
  });
});
