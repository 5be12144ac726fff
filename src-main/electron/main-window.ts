/** The one window: made, put back where it was, closed with care. */
import { BrowserWindow, dialog, nativeTheme, screen } from 'electron';
import { closingChoice, closingQuestion } from './closing.ts';
import { UI_ORIGIN } from './origin.ts';
import { reloadsAfterCrash } from './page-crashes.ts';
import type { RouterClient } from './router-client.ts';
import { windowOptions } from './window-options.ts';
import { onScreen, readWindowState, writeWindowState } from './window-state.ts';

export type MainWindowParts = {
  readonly client: RouterClient;
  readonly preload: string;
  readonly icon: string | null;
  readonly stateFile: string;
  /** The person wants the whole program to end, after a training was stopped where one ran. */
  readonly onLeave: () => void;
  /** The page died: "crashed", "oom". It is loaded anew, unless that happened too often. */
  readonly onPageGone: (gone: { readonly reason: string; readonly isReloaded: boolean }) => void;
};

export type MainWindow = {
  readonly show: () => void;
  readonly navigate: (to: string) => void;
  readonly showProgress: (fraction: number | null) => void;
  /** True while the window is hidden and a training goes on behind it. */
  readonly isInBackground: () => boolean;
  /** Asks where a training runs; then leaves, hides or stays. `onLeaving`: only where it leaves, right before. */
  readonly requestClose: (options?: { readonly onLeaving?: () => void }) => Promise<void>;
};

const CRASHES = [
  'The window crashed several times within a minute.',
  'What runs goes on, and nothing that was stored is lost. Close Facet and start it again; the log in the workspace says more.',
] as const;

const NAVIGATE_CHANNEL = 'facet:navigate';

export function createMainWindow(parts: MainWindowParts): MainWindow {
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const state = onScreen(readWindowState(parts.stateFile), screens);
  const { preload, icon } = parts;
  const window = new BrowserWindow(windowOptions({ preload, icon, state, isDark: nativeTheme.shouldUseDarkColors }));
  if (state?.isMaximized) window.maximize();
  let mayClose = false;
  let isAsking = false;

  const leave = () => {
    mayClose = true;
    parts.onLeave();
  };
  const requestClose: MainWindow['requestClose'] = async ({ onLeaving } = {}) => {
    if (isAsking) return;
    isAsking = true;
    try {
      const { progress } = await parts.client.training.state();
      const choice = progress === null ? 'stop' : await askOrRemember(parts.client, window, progress.name);
      if (choice === 'background') window.hide();
      if (choice !== 'stop') return;
      onLeaving?.();
      leave();
    } finally {
      isAsking = false;
    }
  };

  window.once('ready-to-show', () => window.show());
  window.on('close', (event) => {
    writeWindowState(parts.stateFile, { ...window.getNormalBounds(), isMaximized: window.isMaximized() });
    if (mayClose) return;
    event.preventDefault();
    void requestClose();
  });
  let reloads: readonly number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const next = reloadsAfterCrash(reloads, Date.now());
    parts.onPageGone({ reason, isReloaded: next !== null });
    if (next === null) return dialog.showErrorBox(...CRASHES);
    reloads = next;
    window.webContents.reload();
  });
  void window.loadURL(`${UI_ORIGIN}/`);

  return {
    show: () => {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    navigate: (to) => {
      window.show();
      window.webContents.send(NAVIGATE_CHANNEL, to);
    },
    showProgress: (fraction) => window.setProgressBar(fraction ?? -1),
    isInBackground: () => !window.isVisible(),
    requestClose,
  };
}

async function askOrRemember(client: RouterClient, window: BrowserWindow, runName: string) {
  const { closeWhileTraining } = await client.settings.get();
  if (closeWhileTraining !== 'ask') return closeWhileTraining;
  const { response, checkboxChecked } = await dialog.showMessageBox(window, closingQuestion(runName));
  const choice = closingChoice(response);
  if (checkboxChecked && choice !== 'cancel') await client.settings.change({ closeWhileTraining: choice });
  return choice;
}
