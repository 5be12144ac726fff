/** The Electron program: what has to happen before `ready`, then the shell. Thin on purpose: everything it calls runs in tests. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, dialog } from 'electron';
import { imagesEnvironment } from '#main/images/client.ts';
import { openPages } from '#main/media/pages.ts';
import { chooseWorkspace, readPreferences, writePreferences } from './preferences.ts';
import { registerScheme } from './scheme.ts';
import { secureEveryContents } from './security.ts';
import { describeStartError, ifThere, openShell, type Shell } from './shell.ts';
import { startUtilityProcess } from './utility-process.ts';

/** The folder of package.json: of the clone, or inside the package. Built modules lie as deep as their sources. */
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const entryOf = (child: 'engine' | 'images') =>
  fileURLToPath(new URL(`../${child}/child.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url));

let shell: Shell | null = null;
let isClosed = false;

app.enableSandbox();
registerScheme();
secureEveryContents(app);
if (app.isPackaged) process.env['FACET_RUNTIME'] ??= join(process.resourcesPath, 'runtime', 'runtime.json');

if (!app.requestSingleInstanceLock()) app.quit();
else {
  app.on('second-instance', () => shell?.window.show());
  app.on('activate', () => shell?.window.show());
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (shell === null || isClosed) return;
    event.preventDefault(); // until everything that runs is stopped and kept
    isClosed = true;
    void shell.close().finally(() => app.quit());
  });
  void app.whenReady().then(start); // not awaited: Electron is not ready before this module is evaluated
}

async function start(): Promise<void> {
  const preferencesFile = join(app.getPath('userData'), 'preferences.json');
  const preferences = readPreferences(preferencesFile);
  const workspace = chooseWorkspace({
    arguments: process.argv.slice(1),
    environment: process.env,
    isInstalled: app.isPackaged,
    remembered: preferences.workspace,
    documents: app.getPath('documents'),
    folder: process.cwd(),
  });
  try {
    shell = openShell({
      workspace,
      spawnEngine: ({ environment }) =>
        startUtilityProcess({ entry: entryOf('engine'), name: 'Facet engine', environment }),
      spawnImages: () =>
        startUtilityProcess({ entry: entryOf('images'), name: 'Facet images', environment: imagesEnvironment() }),
      pages: await openPages(join(ROOT, 'out', 'renderer')),
      preload: join(ROOT, 'out', 'preload', 'preload.cjs'),
      icon: ifThere(join(ROOT, 'resources', 'icons', 'icon.png')),
      versions: { facet: version(), electron: process.versions['electron'] ?? '', node: process.versions.node },
    });
    writePreferences(preferencesFile, { ...preferences, workspace });
  } catch (error) {
    const { title, text } = describeStartError(error);
    dialog.showErrorBox(title, text);
    app.exit(1);
  }
}

const version = (): string =>
  (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }).version; // ours
