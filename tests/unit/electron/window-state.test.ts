import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { windowOptions } from '#main/electron/window-options.ts';
import { onScreen, readWindowState, writeWindowState } from '#main/electron/window-state.ts';
import { folderForTests } from '#tests/helpers/cli.ts';

const folder = folderForTests('window-state');
const state = { x: 100, y: 50, width: 1200, height: 800, isMaximized: false };
const screen = { x: 0, y: 0, width: 1920, height: 1080 };

describe('the state of the window', () => {
  it('is found again after a restart', () => {
    const file = join(folder, 'user', 'window.json');
    expect(readWindowState(file)).toBeNull();

    writeWindowState(file, state);

    expect(readWindowState(file)).toEqual(state);
  });

  it('counts for nothing where the screen it was on is gone', () => {
    expect(onScreen(state, [screen])).toEqual(state);
    expect(onScreen({ ...state, x: 2500 }, [screen])).toBeNull();
    expect(onScreen({ ...state, x: 2500 }, [screen, { ...screen, x: 1920 }])).not.toBeNull();
    expect(onScreen({ ...state, x: 1900 }, [screen])).toBeNull(); // 20 px of it are not enough to take hold of
    expect(onScreen(null, [screen])).toBeNull();
  });
});

describe('the options of the window', () => {
  it('shut every door that the checklist names', () => {
    const { webPreferences } = windowOptions({ preload: '/p.cjs', state: null, icon: null, isDark: true });

    expect(webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
    expect(webPreferences).not.toHaveProperty('enableBlinkFeatures');
  });
});
