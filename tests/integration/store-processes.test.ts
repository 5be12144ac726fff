import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import SQLite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { lockWorkspace, readOwner } from '#main/store/lock.ts';
import { openStore } from '#main/store/open.ts';
import { createRandom } from '#shared/domain/random.ts';
import { epochResult, newRun, saveDataset, startRun, temporaryFolder } from '#tests/unit/store/workspace.ts';

const KILLS = 20;
const STARTS = 20;

function startChild(entry: 'store-child.ts' | 'store-lock-child.ts', ...args: readonly string[]) {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, entry), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return { child, nextLine: async () => (await lines.next()).value as string | undefined };
}

async function killHard(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

describe('a writer that is killed with -9', () => {
  it(`${KILLS} times over leaves a sound database, every acknowledged epoch, and none half recorded`, async () => {
    const folder = temporaryFolder();
    const random = createRandom(20_261_124);
    const first = openStore(folder, { clock: Date.now });
    const { id } = first.runs.create(newRun(saveDataset(first)));
    first.close();
    for (let kill = 0; kill < KILLS; kill++) {
      const { child, nextLine } = startChild('store-child.ts', 'write', folder);
      let acknowledged = 0;
      for (let wait = 1 + random.integer(12); wait > 0; wait--) acknowledged = Number(await nextLine());
      await killHard(child);
      for (let line = await nextLine(); line !== undefined; line = await nextLine()) acknowledged = Number(line);

      const store = openStore(folder, { clock: Date.now });
      expect(store.runs.get(id).status).toBe('running');
      const { lastEpoch } = store.runs.get(id);
      expect(lastEpoch).toBeGreaterThanOrEqual(acknowledged);
      expect(lastEpoch).toBeLessThanOrEqual(acknowledged + 1);
      expect(store.epochs.list(id).map((epoch) => epoch.epoch)).toEqual(
        Array.from({ length: lastEpoch ?? 0 }, (_, i) => i + 1),
      );
      expect(store.checkpoints.list(id).filter(({ kind }) => kind === 'epoch')).toHaveLength(lastEpoch ?? 0);
      expect(store.checkpoints.get(id, 'last').epoch).toBe(lastEpoch);
      expect(store.steps.columns(id).step.length).toBeGreaterThanOrEqual(2 * (lastEpoch ?? 0));
      store.close();
      const client = new SQLite(store.file, { readonly: true });
      expect(client.pragma('quick_check', { simple: true })).toBe('ok');
      client.close();
    }
  });
});

describe('a workspace', () => {
  it(`has one owner, however many of ${STARTS} start at once, and a new one when that one is killed`, async () => {
    const folder = temporaryFolder();
    const children = Array.from({ length: STARTS }, () => startChild('store-lock-child.ts', folder));
    for (const { nextLine } of children) expect(await nextLine()).toBe('ready');
    for (const { child } of children) child.stdin.write('go\n');
    const answers = await Promise.all(children.map(({ nextLine }) => nextLine()));
    expect(answers.toSorted()).toEqual([...Array(STARTS - 1).fill('conflict'), 'owner']);

    const owner = children[answers.indexOf('owner')]?.child as ChildProcess;
    expect(readOwner(folder)).toMatchObject({ pid: owner.pid, owner: `child ${owner.pid}` });
    expect(() => lockWorkspace(folder, { owner: 'this test' })).toThrow(
      `in use by child ${owner.pid} (process ${owner.pid}`,
    );
    await killHard(owner);
    lockWorkspace(folder, { owner: 'this test' }).release();
    await Promise.all(children.map(({ child }) => (child === owner ? null : killHard(child))));
  });

  it('can be read by a second process all the time that the owner writes', async () => {
    const folder = temporaryFolder();
    const store = openStore(folder, { clock: Date.now });
    const { id } = startRun(store);
    const { child, nextLine } = startChild('store-child.ts', 'read', folder);
    expect(await nextLine()).toBe('ready');
    for (let epoch = 1; epoch <= 200; epoch++) store.epochs.record(id, epochResult(epoch));
    child.stdin.write('end\n');
    const result = JSON.parse((await nextLine()) ?? '{}');
    expect(result).toMatchObject({ hasRead: true, torn: 0 });
    store.close();
  });
});
