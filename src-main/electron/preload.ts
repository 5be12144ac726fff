/** All that the page gets of Electron: a port to the router, the path of a dropped file, and where the menu wants to go. CommonJS, without zod: it runs sandboxed. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';

/** The page's window, as far as it is used: the rest of this folder knows no browser. */
declare const window: {
  readonly location: { readonly origin: string };
  readonly postMessage: (message: unknown, origin: string, ports?: readonly unknown[]) => void;
};

const PORT_CHANNEL = 'facet:port';
const NAVIGATE_CHANNEL = 'facet:navigate';

ipcRenderer.on(PORT_CHANNEL, (event) => {
  window.postMessage({ facet: 'port' }, window.location.origin, [...event.ports]);
});

ipcRenderer.on(NAVIGATE_CHANNEL, (_event, to: unknown) => {
  window.postMessage({ facet: 'navigate', to }, window.location.origin);
});

contextBridge.exposeInMainWorld('facet', {
  requestPort: () => ipcRenderer.send(PORT_CHANNEL),
  pathOfFile: (file: File) => webUtils.getPathForFile(file),
  isSandboxed: process.sandboxed,
});
