import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockWorkspace, readOwner } from '#main/store/lock.ts';
import { NOON_MS, refusalOf, temporaryFolder } from './workspace.ts';

const clock = () => NOON_MS;

describe('the lock of a workspace', () => {
  it('is given to one, and the next one hears who has it, since when, and where', () => {
    const folder = temporaryFolder();
    const lock = lockWorkspace(folder, { owner: 'the Facet window', clock });
    lock.announce('http://127.0.0.1:4321');
    expect(refusalOf(() => lockWorkspace(folder, { owner: 'facet train' }))).toEqual({
      code: 'conflict',
      message: `The workspace "${folder}" is in use by the Facet window (process ${process.pid} on ${hostname()}) since 2026-11-24T12:00:00.000Z.`,
      hint: 'It can be reached at http://127.0.0.1:4321.',
    });
    expect(readOwner(folder)).toMatchObject({ owner: 'the Facet window', address: 'http://127.0.0.1:4321' });
    lock.release();
  });

  it('is free again once released, and can be released twice', () => {
    const folder = temporaryFolder();
    const lock = lockWorkspace(folder, { owner: 'a', clock });
    lock.release();
    lock.release();
    expect(readOwner(folder)).toBeNull();
    lockWorkspace(folder, { owner: 'b', clock }).release();
    expect(readdirSync(folder)).toEqual(['facet.lock']);
  });

  it('makes the folder of a new workspace', () => {
    const folder = path.join(temporaryFolder(), 'new', 'workspace');
    lockWorkspace(folder, { owner: 'a', clock }).release();
    expect(readdirSync(folder)).toEqual(['facet.lock']);
  });

  it('does not name an owner who is gone, whose note was left behind', () => {
    const folder = temporaryFolder();
    const lock = lockWorkspace(folder, { owner: 'a', clock });
    const file = path.join(folder, 'facet.owner.json');
    const note = JSON.parse(readFileSync(file, 'utf8'));
    for (const text of [JSON.stringify({ ...note, pid: 2 ** 22 + 1 }), '{', '']) {
      writeFileSync(file, text);
      expect(refusalOf(() => lockWorkspace(folder, { owner: 'b' })).message).toContain('only just started');
    }
    lock.release();
  });

  it('says so where the file cannot be locked', () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'facet.lock'), 'not what SQLite makes'.repeat(100));
    expect(refusalOf(() => lockWorkspace(folder, { owner: 'a' })).code).toBe('file_invalid');
  });
});
