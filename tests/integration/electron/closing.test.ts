/** Closing the window while a training runs behind it: a real one, on tiny faces. */
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RouterClient, routerClient } from '#main/electron/router-client.ts';
import { openShell, type Shell } from '#main/electron/shell.ts';
import { startUtilityProcess } from '#main/electron/utility-process.ts';
import { forkImages } from '#main/images/fork.ts';
import type { RunId } from '#shared/domain/records.ts';
import { folderForTests } from '#tests/helpers/cli.ts';
import { app, electronState } from '#tests/helpers/electron/stand-in.ts';
import { drawTinyFaces } from '#tests/helpers/tiny-faces.ts';

const folder = folderForTests('closing');
const ENGINE = fileURLToPath(new URL('../../../src-main/engine/child.ts', import.meta.url));
let shell: Shell;
let client: RouterClient;
let runId: RunId;

const yaml = (csv: string) => `name: behind-the-window
network: resnet18
device: cpu
threads: 1
data: { train: ${csv}, random_split: True, test_proportions: 0.25 }
input_size: { height: 32, width: 32 }
batch_size: 4
num_epochs: 500
keep_checkpoints: 1
`;

beforeAll(async () => {
  const csv = await drawTinyFaces(folder, { count: 16 });
  shell = openShell({
    workspace: path.join(folder, 'workspace'),
    spawnEngine: ({ environment }) => startUtilityProcess({ entry: ENGINE, name: 'Facet engine', environment }),
    spawnImages: forkImages,
    pages: async () => new Response(''),
    preload: '/preload.cjs',
    icon: null,
    versions: {},
  });
  client = routerClient(shell.backend);
  await client.training.start({ yaml: yaml(csv), configFile: null, allowBad: false, probes: [] });
  runId = await trainingRun();
});
afterAll(() => shell.close());

/** Once the first step is done. */
async function trainingRun(): Promise<RunId> {
  for await (const { event } of await client.events.subscribe({ after: 0, session: null })) {
    if (event.body.topic === 'run.steps') return event.body.runId;
  }
  throw new Error('the stream ended');
}

const theWindow = () => {
  const [window] = electronState.windows;
  if (window === undefined) throw new Error('there is a window');
  return window;
};

it('shows the progress in the task bar and keeps the machine awake', () => {
  expect(theWindow().progress).toBeGreaterThanOrEqual(0);
  expect(electronState.blockers.size).toBe(1);
});

it('stays where the person cancels the question', async () => {
  electronState.answer = { response: 2, checkboxChecked: false };

  expect(theWindow().clickClose()).toBe(false);
  await expect.poll(() => electronState.dialogs.length).toBe(1);
  expect(theWindow().isShown).toBe(true);
  expect(electronState.quits).toBe(0);
});

/** File, Open workspace… */
function openWorkspace(chosen: string): void {
  type Item = { readonly label?: string; readonly submenu?: readonly Item[]; readonly click?: () => void };
  const items = (electronState.menu as readonly Item[]).flatMap(({ submenu = [] }) => submenu);
  electronState.chosenFolder = chosen;
  items.find(({ label }) => label === 'Open workspace…')?.click?.();
}

it('opens no other workspace where the person stays with this one', async () => {
  electronState.answer = { response: 2, checkboxChecked: false };
  openWorkspace('/another');

  await expect.poll(() => electronState.dialogs.length).toBe(2);
  expect(theWindow().isShown).toBe(true);
  expect(electronState.relaunches).toEqual([]);
});

it('goes on behind a hidden window, and remembers that it is to do so every time', async () => {
  electronState.answer = { response: 0, checkboxChecked: true };

  expect(theWindow().clickClose()).toBe(false);
  await expect.poll(() => theWindow().isShown).toBe(false);
  expect((await client.settings.get()).closeWhileTraining).toBe('background');
  expect(shell.backend.store.runs.get(runId).status).toBe('running');
  shell.window.show();
  expect(theWindow().clickClose()).toBe(false);
  await expect.poll(() => theWindow().isShown).toBe(false);
  expect(electronState.dialogs).toHaveLength(3); // not asked a fourth time
});

it('ends after the step and keeps everything where the person says so', async () => {
  await client.settings.change({ closeWhileTraining: 'stop' });
  shell.window.show();
  const quitting = once(app, 'will-quit');

  expect(theWindow().clickClose()).toBe(false);
  await quitting;
  const { store } = shell.backend;
  await client.training.stop();
  await expect.poll(() => store.runs.get(runId).status, { timeout: 30_000 }).toBe('stopped');
  expect(store.checkpoints.list(runId).some(({ kind }) => kind === 'last')).toBe(true);
  await expect.poll(() => electronState.notifications.length).toBe(1);
  expect(electronState.blockers.size).toBe(0);
});

it('starts again with another workspace', async () => {
  openWorkspace('/another');

  await expect.poll(() => electronState.relaunches.length).toBe(1);
  expect(electronState.relaunches[0]?.slice(-2)).toEqual(['--workspace', '/another']);
});
