import { existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { purgeRuns } from '#main/features/runs/purge.ts';
import { openStore } from '#main/store/open.ts';
import type { RunId } from '#shared/domain/records.ts';
import { newRun, saveDataset, startEvaluation, temporaryFolder, tickingClock } from '#tests/unit/store/workspace.ts';

function workspaceWith(count: number) {
  const workspace = temporaryFolder();
  const store = openStore(workspace, { clock: tickingClock() });
  onTestFinished(() => store.close());
  const saved = saveDataset(store);
  const runs = Array.from({ length: count }, () => {
    const run = store.runs.create(newRun(saved));
    const folder = path.join(workspace, run.folder);
    mkdirSync(path.join(folder, 'checkpoints'), { recursive: true });
    writeFileSync(path.join(folder, 'checkpoints', 'best.safetensors'), '12345678');
    return { id: run.id, name: run.name, folder };
  });
  const purge = (runIds: readonly RunId[]) => purgeRuns(runIds, { workspace, store }, () => undefined);
  return { workspace, store, saved, runs, purge };
}

const first = <T>(items: readonly T[]): T => items[0] as T; // there is one

describe('a purge', () => {
  it('takes rows, files and heat maps of what is in the trash, and says what it freed', async () => {
    const { workspace, store, saved, runs, purge } = workspaceWith(2);
    const run = first(runs);
    const { id } = startEvaluation(store, saved, { runId: run.id });
    const heatmaps = path.join(workspace, 'heatmaps', `evaluation-${id}`);
    mkdirSync(heatmaps, { recursive: true });
    writeFileSync(path.join(heatmaps, '0.png'), '12');
    store.runs.move([run.id], 'trashed');
    expect(await purge([run.id])).toBe(10);
    expect([existsSync(run.folder), existsSync(heatmaps)]).toEqual([false, false]);
    expect(store.runs.rows().map((row) => row.id)).toEqual([runs[1]?.id]);
    expect(existsSync(runs[1]?.folder ?? '')).toBe(true);
  });

  it('touches nothing where one of the runs is not in the trash', async () => {
    const { store, runs, purge } = workspaceWith(2);
    store.runs.move([first(runs).id], 'trashed');
    await expect(purge(runs.map((run) => run.id))).rejects.toMatchObject({
      code: 'conflict',
      message: `"${runs[1]?.name}" is not in the trash.`,
    });
    expect(runs.every((run) => existsSync(run.folder))).toBe(true);
    expect(store.runs.rows()).toHaveLength(2);
  });

  it('does not follow a link out of the workspace', async () => {
    const { workspace, store, runs, purge } = workspaceWith(1);
    const outside = path.join(temporaryFolder(), 'runs');
    renameSync(path.join(workspace, 'runs'), outside);
    symlinkSync(outside, path.join(workspace, 'runs'));
    store.runs.move([first(runs).id], 'trashed');
    await expect(purge([first(runs).id])).rejects.toMatchObject({ code: 'file_invalid' });
    expect(existsSync(path.join(outside, path.basename(first(runs).folder), 'checkpoints'))).toBe(true);
    expect(store.runs.rows()).toHaveLength(1);
  });

  it('of a folder that is a link takes the link, not what it points at', async () => {
    const { store, runs, purge } = workspaceWith(1);
    const { id, folder } = first(runs);
    const outside = path.join(temporaryFolder(), 'mine');
    renameSync(folder, outside);
    symlinkSync(outside, folder);
    store.runs.move([id], 'trashed');
    expect(await purge([id])).toBe(0);
    expect([existsSync(folder), existsSync(path.join(outside, 'checkpoints'))]).toEqual([false, true]);
  });

  it('succeeds where the files are gone already', async () => {
    const { store, runs, purge } = workspaceWith(1);
    renameSync(first(runs).folder, `${first(runs).folder}-elsewhere`);
    store.runs.move([first(runs).id], 'trashed');
    expect(await purge([first(runs).id])).toBe(0);
    expect(store.runs.rows()).toEqual([]);
  });
});
