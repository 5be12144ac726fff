import type { BrowserWindowConstructorOptions } from 'electron';
import type { WindowState } from './window-state.ts';

export type WindowParts = {
  readonly preload: string;
  readonly state: WindowState | null;
  readonly icon: string | null;
  readonly isDark: boolean;
};

/** Every switch of Electron's checklist is written out, also where it is the default: a default may change. */
export const windowOptions = ({ preload, state, icon, isDark }: WindowParts): BrowserWindowConstructorOptions => ({
  title: 'Facet',
  minWidth: 900,
  minHeight: 600,
  ...(state === null
    ? { width: 1440, height: 900 }
    : { x: state.x, y: state.y, width: state.width, height: state.height }),
  ...(icon === null ? {} : { icon }),
  show: false,
  backgroundColor: isDark ? '#14171a' : '#f5f6f7', // theme.ts's page: no white flash
  webPreferences: {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    v8CacheOptions: 'code',
  },
});
