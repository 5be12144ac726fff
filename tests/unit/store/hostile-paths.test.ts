import SQLite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openStore } from '#main/store/open.ts';
import { RelativePath } from '#shared/domain/records.ts';
import { epochResult, refusalOf, startRun, temporaryFolder, tickingClock } from './workspace.ts';

const OUTSIDE = ['../x', 'a/../../x', '/etc/passwd', 'C:\\x', 'c:x', 'a\\..\\x', '', '.', 'a//b', 'a/', 'a\0b', '..'];

describe('a path inside the workspace', () => {
  it.each(OUTSIDE)('is not %j', (text) => {
    expect(RelativePath.safeParse(text).success).toBe(false);
  });

  it.each(['runs/calm-heron-7', 'checkpoints/0001.safetensors', '..hidden/a b/ä.png'])('may be %j', (text) => {
    expect(RelativePath.parse(text)).toBe(text);
  });
});

describe("a stranger's workspace", () => {
  it.each([
    ["update runs set folder = '../../home/user/.ssh'", 'folder'],
    ["update checkpoints set file = '/etc/shadow' where kind = 'last'", 'file'],
    ["update runs set status = 'winning'", 'status'],
    ["update runs set config = 'not json'", 'JSON'],
  ])('is read no further where somebody did: %s', (sql, named) => {
    const folder = temporaryFolder();
    const clock = tickingClock();
    const owner = openStore(folder, { clock });
    const { id } = startRun(owner);
    owner.epochs.record(id, epochResult(1));
    owner.close();
    const client = new SQLite(owner.file);
    client.exec(sql);
    client.close();

    const store = openStore(folder, { clock });
    const { code, message } = refusalOf(() => [store.runs.get(id), store.checkpoints.list(id)]);
    store.close();
    expect(code).toBe('file_invalid');
    expect(message).toContain(named);
  });
});
