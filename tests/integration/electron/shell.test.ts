import { fileURLToPath } from 'node:url';
import type { MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secureEveryContents } from '#main/electron/security.ts';
import { openShell, type Shell } from '#main/electron/shell.ts';
import { startUtilityProcess } from '#main/electron/utility-process.ts';
import { startEngine } from '#main/engine/client.ts';
import { imagesEnvironment } from '#main/images/client.ts';
import type { contract } from '#shared/contract/index.ts';
import { folderForTests } from '#tests/helpers/cli.ts';
import { app, electronState, ipcMain } from '#tests/helpers/electron/stand-in.ts';

type Client = ContractRouterClient<typeof contract>;
type Navigation = { readonly facet: string; readonly to?: string };

const ENGINE = fileURLToPath(new URL('../../../src-main/engine/child.ts', import.meta.url));
const IMAGES = fileURLToPath(new URL('../../../src-main/images/child.ts', import.meta.url));
const spawnEngine = ({ environment }: { environment: Readonly<Record<string, string>> }) =>
  startUtilityProcess({ entry: ENGINE, name: 'Facet engine', environment });

const workspace = folderForTests('shell');
let shell: Shell;
const pageMessages: { message: Navigation; ports: MessagePort[] }[] = [];

beforeAll(async () => {
  secureEveryContents(app as never); // the stand-in has what it uses
  shell = openShell({
    workspace,
    spawnEngine,
    spawnImages: () => startUtilityProcess({ entry: IMAGES, name: 'Facet images', environment: imagesEnvironment() }),
    pages: async () => new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } }),
    preload: '/preload.cjs',
    icon: null,
    versions: { facet: '0.0.0', electron: '0.0.0' },
  });
  // The page's side: what a sandboxed preload finds around it.
  Object.assign(globalThis, {
    window: {
      location: { origin: 'app://ui' },
      postMessage: (message: Navigation, _origin: string, ports: MessagePort[]) =>
        pageMessages.push({ message, ports }),
    },
  });
  await import('#main/electron/preload.ts');
});

afterAll(() => shell.close());

/** As src-renderer/api/connection.ts does. */
function connectPage(): Client {
  const bridge = electronState.exposed.get('facet') as { requestPort: () => void };
  bridge.requestPort();
  const port = pageMessages.at(-1)?.ports[0];
  if (port === undefined) throw new Error('no port came');
  port.start();
  return createORPCClient(new RPCLink({ port: port as never })); // Node's port has the browser's methods
}

describe('the page of the window', () => {
  it('reaches the router over the port that its preload fetches', async () => {
    const client = connectPage();

    expect(await client.settings.change({ theme: 'dark' })).toMatchObject({ theme: 'dark' });
    expect(await client.settings.get()).toMatchObject({ theme: 'dark' });
  });

  it('hears events over it, and errors keep their code, sentence and hint', async () => {
    const client = connectPage();
    const stream = await client.events.subscribe({ after: null, session: null });
    const first = stream.next();
    await client.settings.change({ showsAllFields: true });

    expect((await first).value).toMatchObject({ event: { body: { topic: 'setting.changed', key: 'showsAllFields' } } });
    await stream.return?.();
    await expect(client.history.undo()).rejects.toMatchObject({
      code: 'conflict',
      message: 'There is nothing to undo.',
    });
  });

  it('gets no port where the sender is a frame, another page, or gone', () => {
    const before = pageMessages.length;
    const sender = electronState.windows[0]?.webContents;
    for (const senderFrame of [null, { url: 'app://ui/' }, { url: 'https://evil.example/' }])
      ipcMain.emit('facet:port', { sender, senderFrame });

    expect(pageMessages).toHaveLength(before);
  });

  it('goes where the menu says', () => {
    shell.window.navigate('/runs');

    expect(pageMessages.at(-1)?.message).toEqual({ facet: 'navigate', to: '/runs' });
  });

  it('learns the path of a dropped file', () => {
    const bridge = electronState.exposed.get('facet') as { pathOfFile: (file: File) => string };

    expect(bridge.pathOfFile(new File([], 'faces.csv'))).toBe('/dropped/faces.csv');
  });
});

describe('the scheme', () => {
  const get = (url: string) => electronState.handlers.get('app')?.(new Request(url)) as Promise<Response>;

  it('serves pages and images of our host, and nothing of another', async () => {
    expect((await get('app://ui/runs')).headers.get('content-type')).toBe('text/html');
    expect((await get('app://ui/media/images/999')).status).toBe(404);
    expect((await get('app://elsewhere/')).status).toBe(404);
  });
});

describe('what a page may not do', () => {
  it('grants no permission but writing to the clipboard from our own page', () => {
    const { request, check, device, display } = electronState.permissions as Record<
      string,
      (...args: unknown[]) => unknown
    >;
    const asked = (permission: string, requestingUrl: string) => {
      let answer: unknown = null;
      request?.({}, permission, (granted: boolean) => (answer = granted), { requestingUrl, isMainFrame: true });
      return answer;
    };

    expect(asked('clipboard-sanitized-write', 'app://ui/runs')).toBe(true);
    expect(asked('clipboard-sanitized-write', 'https://evil.example')).toBe(false);
    for (const permission of ['media', 'geolocation', 'notifications', 'fileSystem', 'openExternal', 'clipboard-read'])
      expect(asked(permission, 'app://ui/')).toBe(false);
    expect(check?.({}, 'media', 'app://ui/')).toBe(false);
    expect(device?.({})).toBe(false);
    let offered: unknown = null;
    display?.({}, (streams: unknown) => (offered = streams));
    expect(offered).toEqual({});
  });

  it('navigates nowhere else, opens no window and holds no webview', () => {
    const contents = electronState.windows[0]?.webContents;
    const isPrevented = (name: string, url: string) => {
      let prevented = false;
      contents?.emit(name, { url, preventDefault: () => (prevented = true) });
      return prevented;
    };

    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      expect(isPrevented(name, 'https://evil.example/')).toBe(true);
      expect(isPrevented(name, 'app://ui.evil/')).toBe(true);
      expect(isPrevented(name, 'app://ui/runs')).toBe(false);
    }
    expect(isPrevented('will-attach-webview', '')).toBe(true);
    expect(contents?.windowOpenHandler?.({ url: 'app://ui/' })).toEqual({ action: 'deny' });
  });
});

describe('a page that dies', () => {
  it('is loaded anew, and a person hears of it where that does not help', () => {
    const contents = electronState.windows[0]?.webContents;
    const die = (reason: string) => contents?.emit('render-process-gone', {}, { reason });

    die('clean-exit');
    expect(contents?.reloads).toBe(0);
    for (let i = 0; i < 4; i++) die('crashed');
    expect(contents?.reloads).toBe(3);
    expect(electronState.errorBoxes).toHaveLength(1);
  });
});

describe('a utility process', () => {
  it('is an engine like a forked one', async () => {
    const engine = startEngine(spawnEngine, { threads: 1, decoders: 2, device: 'cpu' });

    expect(await engine.run({ kind: 'describe' })).toMatchObject({ kind: 'describe', device: 'cpu' });
    engine.close();
    await expect(engine.run({ kind: 'describe' })).rejects.toMatchObject({ code: 'engine_died' });
  });
});
