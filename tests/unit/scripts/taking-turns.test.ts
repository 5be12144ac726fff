import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { files, lock, processes } from './bootstrap.ts';

const folder = mkdtempSync(join(tmpdir(), 'facet-lock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The id of a process that is over. */
async function endedPid(): Promise<number> {
  const { stdout } = await processes.capture(process.execPath, ['-p', 'process.pid']);
  return Number(stdout);
}

function abandonedLock(name: string, owner: object): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, 'owner.json'), JSON.stringify(owner));
  return path;
}

describe('two set-ups at once', () => {
  it('take turns, and the second says whom it waits for', async () => {
    const path = join(folder, 'turns');
    const order: string[] = [];
    const first = lock.withLock(
      path,
      () => order.push('first waits'),
      async () => {
        order.push('first in');
        await new Promise((resolve) => setImmediate(resolve));
        order.push('first out');
      },
    );
    const second = lock.withLock(
      path,
      (pid) => order.push(`second waits for ${pid}`),
      async () => {
        order.push('second in');
      },
    );
    await Promise.all([first, second]);
    expect(order).toContain(`second waits for ${process.pid}`);
    expect(order.filter((entry) => !entry.includes('waits'))).toEqual(['first in', 'first out', 'second in']);
    expect(existsSync(path)).toBe(false);
  });

  it('take over at once from one that was killed', async () => {
    const path = abandonedLock('killed', { pid: await endedPid(), host: hostname() });
    const waits: unknown[] = [];
    expect(
      await lock.withLock(
        path,
        (pid) => waits.push(pid),
        async () => 'done',
      ),
    ).toBe('done');
    expect(waits).toEqual([]);
  });

  it('take over from one on another machine that has been silent for a minute', async () => {
    const path = abandonedLock('silent', { pid: process.pid, host: 'elsewhere' });
    const longAgo = new Date(Date.now() - 61_000);
    utimesSync(path, longAgo, longAgo);
    expect(
      await lock.withLock(
        path,
        () => undefined,
        async () => 'done',
      ),
    ).toBe('done');
  });

  it('release the lock when the work fails', async () => {
    const path = join(folder, 'fails');
    await expect(
      lock.withLock(
        path,
        () => undefined,
        () => Promise.reject(new Error('no')),
      ),
    ).rejects.toThrow('no');
    expect(existsSync(path)).toBe(false);
  });
});

describe('a temporary folder', () => {
  it('is gone after the work, and sweeps those of killed set-ups but no living one’s', async () => {
    const parent = join(folder, 'tmp');
    const abandoned = join(parent, `${await endedPid()}-abc`);
    const living = join(parent, `${process.ppid}-abc`);
    for (const path of [abandoned, living]) mkdirSync(path, { recursive: true });
    const size = await files.withTemporaryFolder(parent, async (own) => {
      writeFileSync(join(own, 'a'), 'four');
      mkdirSync(join(own, 'b'));
      writeFileSync(join(own, 'b', 'c'), 'sixsix');
      expect(readdirSync(parent)).toHaveLength(2);
      return files.folderBytes(own);
    });
    expect(size).toBe(10);
    expect(readdirSync(parent)).toEqual([`${process.ppid}-abc`]);
  });
});

describe('one Ctrl-C', () => {
  it('arrives once, though terminal, npm and launcher each send it; a second keypress arrives again', () => {
    const target = new EventEmitter();
    let nowMs = 0;
    processes.mergeRepeatedSignals(target, () => nowMs);
    const seen: number[] = [];
    target.on('SIGINT', () => seen.push(nowMs));
    for (const atMs of [1000, 1003, 1050, 2500, 2501]) {
      nowMs = atMs;
      target.emit('SIGINT', 'SIGINT', 2);
    }
    expect(seen).toEqual([1000, 2500]);
  });

  it('leaves other events alone', () => {
    const target = new EventEmitter();
    processes.mergeRepeatedSignals(target, () => 0);
    let count = 0;
    target.on('message', () => count++);
    target.emit('message');
    target.emit('message');
    expect(count).toBe(2);
  });
});
