/** The window around the back end: adds no feature, only what a desktop has and a browser has not. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RPCHandler } from '@orpc/server/message-port';
import { app, dialog, ipcMain, Menu, Notification, powerSaveBlocker, protocol, session, shell } from 'electron';
import { type Backend, createBackend } from '#main/backend.ts';
import type { SpawnEngine } from '#main/engine/channel.ts';
import type { SpawnImages } from '#main/images/client.ts';
import { AppError } from '#shared/errors.ts';
import { followTraining } from './follow-training.ts';
import { createMainWindow, type MainWindow } from './main-window.ts';
import { menuTemplate } from './menu.ts';
import { readPreferences, withWorkspace, writePreferences } from './preferences.ts';
import { routerClient } from './router-client.ts';
import { answerPortRequests } from './rpc-port.ts';
import { handleScheme } from './scheme.ts';
import { secureSession } from './security.ts';

export type ShellParts = {
  readonly workspace: string;
  readonly spawnEngine: SpawnEngine;
  readonly spawnImages: SpawnImages;
  readonly pages: (request: Request) => Promise<Response>;
  readonly preload: string;
  /** Absolute; null where there is none. */
  readonly icon: string | null;
  readonly versions: Readonly<Record<string, string>>;
};

export type Shell = {
  readonly backend: Backend;
  readonly window: MainWindow;
  /** Stops what runs, keeps it, and closes everything. */
  readonly close: () => Promise<void>;
};

/** After the app is ready. @throws what opening the workspace throws */
export function openShell({ workspace, spawnEngine, spawnImages, pages, preload, icon, versions }: ShellParts): Shell {
  const backend = createBackend({ workspace, owner: 'the Facet window', spawnEngine, spawnImages, versions });
  const client = routerClient(backend);
  const rpc = new RPCHandler(backend.router);
  const ending = new AbortController();
  const userData = app.getPath('userData');

  secureSession(session.defaultSession);
  handleScheme(protocol, { media: backend.media, pages });
  answerPortRequests({
    ipcMain,
    serve: (port) => rpc.upgrade(port, { context: { shell: 'window', log: backend.log } }),
  });
  const window = createMainWindow({
    client,
    preload,
    icon,
    stateFile: join(userData, 'window.json'),
    onLeave: () => app.quit(),
    onPageGone: (gone) => backend.log.error(gone, 'The page of the window died.'),
  });
  // Who uses a child hears of its end over its channel; only Chromium knows the reason ("oom").
  app.on('child-process-gone', (_event, { type, reason, serviceName, exitCode }) => {
    if (reason !== 'clean-exit') backend.log.warn({ type, reason, serviceName, exitCode }, 'A process of Facet died.');
  });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({
        isMac: process.platform === 'darwin',
        isPackaged: app.isPackaged,
        navigate: window.navigate,
        openWorkspace: () => void openOtherWorkspace(window, join(userData, 'preferences.json')),
        showWorkspace: () => shell.showItemInFolder(join(workspace, 'facet.sqlite')),
        quit: () => void window.requestClose(),
      }),
    ),
  );
  backend.queue.begin();
  void followTraining(client, signsOf(window, backend), ending.signal).catch((error: unknown) => {
    if (!ending.signal.aborted)
      backend.log.error({ cause: String(error) }, 'The window no longer follows the training.');
  });

  return {
    backend,
    window,
    close: async () => {
      ending.abort();
      await backend.close();
    },
  };
}

function signsOf(window: MainWindow, backend: Backend): Parameters<typeof followTraining>[1] {
  let blocker: number | null = null;
  return {
    showProgress: window.showProgress,
    notify: ({ title, body, link }) => {
      if (!Notification.isSupported()) return;
      const notification = new Notification({ title, body });
      notification.on('click', () => (link === null ? window.show() : window.navigate(link)));
      notification.show();
    },
    stayAwake: (isNeeded) => {
      if (isNeeded && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
      if (isNeeded || blocker === null) return;
      powerSaveBlocker.stop(blocker);
      blocker = null;
    },
    onEnd: ({ isQueueEmpty }) => {
      if (!isQueueEmpty || !window.isInBackground()) return;
      backend.log.info({}, 'The queue is empty and the window closed: Facet ends.');
      app.quit();
    },
  };
}

async function openOtherWorkspace(window: MainWindow, preferencesFile: string): Promise<void> {
  const { canceled, filePaths } = await dialog.showOpenDialog({
    title: 'Open workspace',
    buttonLabel: 'Open',
    properties: ['openDirectory', 'createDirectory'],
  });
  const [folder] = filePaths;
  if (canceled || folder === undefined) return;
  await window.requestClose({
    onLeaving: () => {
      writePreferences(preferencesFile, { ...readPreferences(preferencesFile), workspace: folder });
      app.relaunch({ args: [...withWorkspace(process.argv.slice(1), folder)] });
    },
  });
}

/** In words, for a dialog: a window that cannot open its workspace has no page to say so. */
export function describeStartError(error: unknown): { readonly title: string; readonly text: string } {
  if (error instanceof AppError)
    return { title: error.message, text: error.hint ?? 'Choose another workspace, or close what uses this one.' };
  return {
    title: 'Facet could not start.',
    text: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}

export const ifThere = (file: string): string | null => (existsSync(file) ? file : null);
