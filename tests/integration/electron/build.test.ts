import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const run = promisify(execFile);

/** A build beside the clone's own, with what a package holds next to the modules. */
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'facet-build-'));
  for (const part of ['resources', 'configs', 'node_modules', 'package.json'])
    symlinkSync(join(ROOT, part), join(folder, part));
  await run(process.execPath, [join(ROOT, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'], {
    cwd: ROOT,
    env: { ...process.env, FACET_BUILD: folder, FACET_PAGES: join(folder, 'out', 'renderer') },
  });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what electron-vite builds', () => {
  it('holds the program, the entries of its children, a CommonJS preload and the pages', () => {
    for (const file of ['electron/main.js', 'engine/child.js', 'images/child.js'])
      expect(existsSync(join(folder, 'out-main', file)), file).toBe(true);
    expect(readdirSync(join(folder, 'out', 'preload'))).toContain('preload.cjs');
    expect(existsSync(join(folder, 'out', 'renderer', 'index.html'))).toBe(true);
  });

  it('has a preload that a sandbox can load: it requires nothing but electron', () => {
    const text = readFileSync(join(folder, 'out', 'preload', 'preload.cjs'), 'utf8');

    expect([...text.matchAll(/require\("([^"]+)"\)/g)].map(([, name]) => name)).toEqual(['electron']);
    expect(text).not.toMatch(/\bimport\b/);
  });

  it('names its scripts from the root, so that a link to any page finds them', () => {
    const html = readFileSync(join(folder, 'out', 'renderer', 'index.html'), 'utf8');

    expect(html).toMatch(/src="\/assets\//);
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
  });

  it('runs: a back end opens a workspace with its migrations and asks the built engine for the device', async () => {
    const workspace = join(folder, 'workspace');
    const script = `
      const { createBackend } = await import(${JSON.stringify(pathToFileURL(join(folder, 'out-main/backend.js')).href)});
      const { startEngine } = await import(${JSON.stringify(pathToFileURL(join(folder, 'out-main/engine/client.js')).href)});
      const { fork } = await import('node:child_process');
      const backend = createBackend({ workspace: ${JSON.stringify(workspace)}, owner: 'a test', versions: {} });
      const child = fork(${JSON.stringify(join(folder, 'out-main/engine/child.js'))}, [], { serialization: 'advanced', execArgv: [] });
      const spawn = () => ({
        send: (message) => child.send(message),
        onMessage: (listener) => child.on('message', listener),
        onClose: (listener) => child.once('close', (code) => listener(String(code))),
        kill: () => child.kill('SIGKILL'),
        pid: child.pid,
      });
      const engine = startEngine(spawn, { threads: 1, decoders: 2, device: 'cpu' });
      const device = await engine.run({ kind: 'describe' });
      engine.close();
      const runs = backend.store.runs.list().length;
      await backend.close();
      process.stdout.write(JSON.stringify({ device: device.device, runs }));
    `;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: folder });

    expect(JSON.parse(stdout)).toEqual({ device: 'cpu', runs: 0 });
  });
});

describe('the configuration of the installers', () => {
  const config = parse(readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8')) as Record<string, unknown>;

  it('is what electron-builder takes', async () => {
    // The checker that electron-builder itself calls before anything else.
    const require = createRequire(join(ROOT, 'node_modules/electron-builder/package.json'));
    const { validateConfiguration } = require('app-builder-lib/out/util/config/config.js') as {
      validateConfiguration: (config: object, debug: { add: () => void; isEnabled: boolean }) => Promise<void>;
    };

    await expect(validateConfiguration(config, { add: () => undefined, isEnabled: false })).resolves.toBeUndefined();
  });

  it('sets the fuses of the checklist', () => {
    expect(config['electronFuses']).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('unpacks every native part and takes TensorFlow beside the program', () => {
    expect(config['asarUnpack']).toEqual(expect.arrayContaining(['**/*.node', 'node_modules/@img/**']));
    expect(config['extraResources']).toEqual([{ from: 'build/runtime', to: 'runtime' }]);
  });
});
