/**
 * The one stand-in of the tests: what src-main/electron uses of the `electron` module, with the behaviour its documentation promises. Everything behind it is
 * real: ports carry structured clones, utility processes are processes, scheme handlers get Requests. `electronState` shows what was asked of it.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type MessagePort, MessageChannel as NodeChannel } from 'node:worker_threads';

type Handler = (request: Request) => Promise<Response>;

/** What a test looks at, and the answers it gives for the person before the screen. */
export const electronState = {
  schemes: [] as { scheme: string; privileges: object }[],
  handlers: new Map<string, Handler>(),
  windows: [] as BrowserWindow[],
  exposed: new Map<string, unknown>(),
  permissions: {} as Record<string, (...parameters: never[]) => unknown>,
  menu: [] as object[],
  notifications: [] as { title: string; body: string }[],
  dialogs: [] as object[],
  errorBoxes: [] as { title: string; text: string }[],
  /** The button that the next question is answered with, and whether its box is ticked. */
  answer: { response: 0, checkboxChecked: false },
  /** The folder that the next dialog for one is answered with; null = it is left. */
  chosenFolder: null as string | null,
  /** What the program was to be started again with. */
  relaunches: [] as (readonly string[])[],
  blockers: new Set<number>(),
  isSandboxed: false,
  quits: 0,
};

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly #paths = mkdtempSync(join(tmpdir(), 'facet-electron-'));
  constructor() {
    super();
    process.once('exit', () => rmSync(this.#paths, { recursive: true, force: true }));
  }
  enableSandbox() {
    electronState.isSandboxed = true;
  }
  requestSingleInstanceLock() {
    return true;
  }
  whenReady() {
    return Promise.resolve();
  }
  getPath(name: string) {
    return join(this.#paths, name);
  }
  quit() {
    electronState.quits += 1;
    this.emit('will-quit', { preventDefault: () => undefined });
  }
  exit() {
    electronState.quits += 1;
  }
  relaunch({ args }: { readonly args: readonly string[] }) {
    electronState.relaunches.push(args);
  }
}
export const app = new App();

class IpcMain extends EventEmitter {}
export const ipcMain = new IpcMain();

class IpcRenderer extends EventEmitter {
  /** From the page of the newest window, as its top frame. */
  send(channel: string, ...parameters: unknown[]) {
    const sender = electronState.windows.at(-1)?.webContents;
    ipcMain.emit(channel, { sender, senderFrame: sender?.mainFrame ?? null }, ...parameters);
  }
}
export const ipcRenderer = new IpcRenderer();

export const contextBridge = {
  exposeInMainWorld: (name: string, value: unknown) => void electronState.exposed.set(name, value),
};
export const webUtils = { getPathForFile: (file: File) => `/dropped/${file.name}` };

/** Electron's port: messages come as events with `data`, after `start`. */
class PortMain extends EventEmitter {
  readonly port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.port = port;
    port.on('message', (data) => this.emit('message', { data, ports: [] }));
    port.on('close', () => this.emit('close'));
  }
  start() {
    this.port.start();
  }
  postMessage(message: unknown) {
    this.port.postMessage(message);
  }
  close() {
    this.port.close();
  }
}

export class MessageChannelMain {
  readonly port1: PortMain;
  readonly port2: PortMain;
  constructor() {
    const { port1, port2 } = new NodeChannel();
    this.port1 = new PortMain(port1);
    this.port2 = new PortMain(port2);
  }
}

class WebContents extends EventEmitter {
  readonly mainFrame = { url: 'app://ui/' };
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null;
  readonly sent: { channel: string; value: unknown }[] = [];
  reloads = 0;
  reload() {
    this.reloads += 1;
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }) {
    this.windowOpenHandler = handler;
  }
  send(channel: string, value: unknown) {
    this.sent.push({ channel, value });
    ipcRenderer.emit(channel, {}, value);
  }
  postMessage(channel: string, _message: unknown, ports: PortMain[]) {
    ipcRenderer.emit(channel, { ports: ports.map(({ port }) => port) });
  }
}

export class BrowserWindow extends EventEmitter {
  readonly options: Record<string, unknown>;
  readonly webContents = new WebContents();
  loaded: string | null = null;
  progress = -1;
  isShown = false;
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    electronState.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  async loadURL(url: string) {
    this.loaded = url;
    this.emit('ready-to-show');
  }
  show() {
    this.isShown = true;
  }
  hide() {
    this.isShown = false;
  }
  focus() {
    return undefined;
  }
  maximize() {
    return undefined;
  }
  restore() {
    return undefined;
  }
  isMinimized() {
    return false;
  }
  isMaximized() {
    return false;
  }
  isVisible() {
    return this.isShown;
  }
  getNormalBounds() {
    return { x: 10, y: 20, width: 1300, height: 850 };
  }
  setProgressBar(fraction: number) {
    this.progress = fraction;
  }
  /** What the person does with the cross: answers whether the window would close. */
  clickClose(): boolean {
    let isPrevented = false;
    this.emit('close', {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    return !isPrevented;
  }
}

export const protocol = {
  registerSchemesAsPrivileged: (schemes: { scheme: string; privileges: object }[]) =>
    electronState.schemes.push(...schemes),
  handle: (scheme: string, handler: Handler) => void electronState.handlers.set(scheme, handler),
};

const remember = (name: string) => (handler: (...parameters: never[]) => unknown) => {
  electronState.permissions[name] = handler;
};
export const session = {
  defaultSession: {
    setPermissionRequestHandler: remember('request'),
    setPermissionCheckHandler: remember('check'),
    setDevicePermissionHandler: remember('device'),
    setDisplayMediaRequestHandler: remember('display'),
  },
};

export const Menu = {
  buildFromTemplate: (template: object[]) => template,
  setApplicationMenu: (menu: object[]) => {
    electronState.menu = menu;
  },
};

export class Notification extends EventEmitter {
  static isSupported() {
    return true;
  }
  readonly #facts: { title: string; body: string };
  constructor(facts: { title: string; body: string }) {
    super();
    this.#facts = facts;
  }
  show() {
    electronState.notifications.push(this.#facts);
  }
}

let lastBlocker = 0;
export const powerSaveBlocker = {
  start: () => {
    lastBlocker += 1;
    electronState.blockers.add(lastBlocker);
    return lastBlocker;
  },
  stop: (id: number) => void electronState.blockers.delete(id),
};

export const dialog = {
  showMessageBox: async (_window: unknown, question: object) => {
    electronState.dialogs.push(question);
    return electronState.answer;
  },
  showOpenDialog: async () => ({
    canceled: electronState.chosenFolder === null,
    filePaths: [electronState.chosenFolder].filter((folder) => folder !== null),
  }),
  showErrorBox: (title: string, text: string) => void electronState.errorBoxes.push({ title, text }),
};

export const nativeTheme = { shouldUseDarkColors: false };
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] };
export const shell = { showItemInFolder: () => undefined };

const UTILITY = fileURLToPath(new URL('./utility-port.mjs', import.meta.url));

/** A real process whose pipe looks as Electron's: `process.parentPort` instead of `process.send`. */
class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;
  readonly stderr: ChildProcess['stderr'];
  constructor(entry: string, env: Record<string, string>) {
    super();
    this.#child = fork(entry, [], {
      serialization: 'advanced',
      execArgv: ['--import', UTILITY],
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    this.stderr = this.#child.stderr;
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.once('exit', (code) => this.emit('exit', code ?? 0));
  }
  get pid() {
    return this.#child.pid;
  }
  postMessage(message: unknown) {
    if (this.#child.connected) this.#child.send(message as object);
  }
  kill() {
    return this.#child.kill();
  }
}

export const utilityProcess = {
  fork: (entry: string, _arguments: string[], { env = {} }: { env?: Record<string, string> } = {}) =>
    new UtilityProcess(entry, env),
};
