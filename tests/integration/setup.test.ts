import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FACET = join(ROOT, 'scripts', 'facet.mjs');
const folder = mkdtempSync(join(tmpdir(), 'facet-setup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** This machine's surroundings with an empty cache, so that TensorFlow is not there whatever was set up before. */
const { FACET_RUNTIME: _, ...inherited } = process.env;
const env = { ...inherited, FACET_CACHE: join(folder, 'cache') };

async function run(command: string, args: readonly string[], { signal }: { readonly signal?: NodeJS.Signals } = {}) {
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    if (signal !== undefined && stdout.includes('ready')) child.kill(signal);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

describe('facet before it is set up', () => {
  it('lets the doctor name the mend, as JSON too, and exit with 1', async () => {
    const { code, stdout } = await run(process.execPath, [FACET, 'doctor', '--json']);
    const { canRun, checks } = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(canRun).toBe(false);
    expect(checks).toContainEqual(
      expect.objectContaining({ name: 'TensorFlow', status: 'missing', needed: '2.21.0', mend: 'npm run setup' }),
    );
  });

  it('says what is missing and exits with 4 where nobody can be asked', async () => {
    const { code, stderr } = await run(process.execPath, [FACET, 'train', '--config', 'configs/resnet18.yaml']);
    expect(code).toBe(4);
    expect(stderr).toMatch(/Facet is not set up: .*TensorFlow 2\.21\.0 .*missing\.\nRun `npm run setup`, once\./);
    expect(existsSync(join(folder, 'cache'))).toBe(false);
  });

  it('shows its help all the same', async () => {
    const { code, stdout } = await run(process.execPath, [FACET, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('setup [--gpu | --cpu]');
  });

  it('refuses an unknown option of setup with exit code 2 and its name', async () => {
    const { code, stderr } = await run(process.execPath, [FACET, 'setup', '--gpuu']);
    expect(code).toBe(2);
    expect(stderr).toContain("'--gpuu'");
    expect(stderr).not.toContain('    at ');
  });
});

describe('a command run under the right Node', () => {
  const script = join(ROOT, 'scripts', 'with-node.mjs');

  it('passes arguments and the exit code on', async () => {
    const { code, stdout } = await run(process.execPath, [
      script,
      'node',
      '-e',
      'console.log(process.argv[1]); process.exit(7)',
      'a b',
    ]);
    expect([code, stdout]).toEqual([7, 'a b\n']);
  });

  it('gets a signal that only the launcher was sent, once, and is waited for', async () => {
    const child = `let count = 0;
      const alive = setInterval(() => {}, 1000);
      process.on('SIGINT', () => { count++; setImmediate(() => { console.log('seen ' + count); process.exit(9); }); });
      console.log('ready');`;
    const { code, stdout } = await run(process.execPath, [script, 'node', '-e', child], { signal: 'SIGINT' });
    expect([code, stdout]).toEqual([9, 'ready\nseen 1\n']);
  });

  it('ends as the shell would say where a signal killed the command', async () => {
    const { code } = await run(process.execPath, [script, 'node', '-e', "process.kill(process.pid, 'SIGKILL')"]);
    expect(code).toBe(128 + 9);
  });
});

describe('unpacking a wheel', () => {
  const wheel = join(folder, 'made.whl');
  const make = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as wheel:
    for name in ('a/lib/x.so.2', 'a/lib/deep/y.so.2', 'a/include/h.h', 'a/other.py'):
        wheel.writestr(name, name * 1000)
    tool = zipfile.ZipInfo('a/bin/tool'); tool.external_attr = 0o100755 << 16
    wheel.writestr(tool, 'tool')
`;
  const unpack = (to: string, ...patterns: readonly string[]) =>
    run('python3', [join(ROOT, 'scripts', 'unpack.py'), wheel, to, ...patterns]);

  it('takes what matches and nothing else, keeps programs executable, and counts the bytes', async () => {
    expect((await run('python3', ['-c', make, wheel])).code).toBe(0);
    const to = join(folder, 'unpacked');
    const { code, stdout } = await unpack(to, 'a/lib/*.so.*', 'a/include/*.h', 'a/bin/tool');
    expect(code).toBe(0);
    const found = readdirSync(to, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(found.map(({ name }) => name).sort()).toEqual(['h.h', 'tool', 'x.so.2']);
    expect(readFileSync(join(to, 'a', 'lib', 'x.so.2'), 'utf8')).toBe('a/lib/x.so.2'.repeat(1000));
    expect(statSync(join(to, 'a', 'bin', 'tool')).mode & 0o111).not.toBe(0);
    expect(stdout.trim().split('\n').at(-1)).toBe(String(12 * 1000 + 13 * 1000 + 4));
  });

  it('says which pattern found nothing', async () => {
    const { code, stderr } = await unpack(join(folder, 'nothing'), 'a/lib/*.dylib');
    expect(code).toBe(1);
    expect(stderr).toContain('a/lib/*.dylib');
  });

  it('names a damaged file in one line', async () => {
    const { code, stderr } = await run('python3', [join(ROOT, 'scripts', 'unpack.py'), FACET, folder, '*']);
    expect(code).toBe(1);
    expect(stderr.trim()).toBe('damaged wheel: File is not a zip file');
  });
});
