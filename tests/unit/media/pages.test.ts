import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPages, type Pages } from '#main/media/pages.ts';

const root = mkdtempSync(join(tmpdir(), 'facet-pages-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const SCRIPT = 'export const a = 1;\n'.repeat(200);
const SECRET = 'not for anybody';
let pages: Pages;

beforeAll(async () => {
  const folder = join(root, 'pages');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  mkdirSync(join(root, 'pages-secret'));
  writeFileSync(join(root, 'secret.js'), SECRET);
  writeFileSync(join(root, 'pages-secret', 'a.js'), SECRET);
  writeFileSync(join(folder, '.stamp.json'), SECRET);
  writeFileSync(join(folder, 'index.html'), '<meta property="csp-nonce" nonce="%CSP_NONCE%" />');
  writeFileSync(join(folder, 'icon.svg'), '<svg/>');
  writeFileSync(join(folder, 'assets', 'main-1a2b3c4d.js'), SCRIPT);
  symlinkSync(join(root, 'secret.js'), join(folder, 'assets', 'link-1a2b3c4d.js'));
  pages = await openPages(folder);
});

const get = (address: string, headers: Record<string, string> = {}) =>
  pages(new Request(`http://127.0.0.1:1${address}`, { headers }));

describe('the built pages', () => {
  it('answers every name of a page with the same index, and a nonce that is new each time', async () => {
    const answers = await Promise.all(
      ['/', '/index.html', '/runs', '/runs/calm-heron-1/curves?x=1'].map((each) => get(each)),
    );
    const nonces = await Promise.all(
      answers.map(async (answer) => {
        const [, nonce = ''] = /nonce="([^"]+)"/.exec(await answer.text()) ?? [];
        expect(answer.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(4);
    for (const nonce of nonces) expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(answers[0]?.headers.get('cache-control')).toBe('no-store');
  });

  it('lets a browser keep what has a hash in its name, and ask again about the rest', async () => {
    expect((await get('/assets/main-1a2b3c4d.js')).headers.get('cache-control')).toBe(
      'private, max-age=31536000, immutable',
    );
    const icon = await get('/icon.svg');
    expect(icon.headers.get('cache-control')).toBe('no-cache');
    const again = await get('/icon.svg', { 'if-none-match': icon.headers.get('etag') ?? '' });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('packs text as the browser can unpack it', async () => {
    const unpack = { br: brotliDecompressSync, gzip: gunzipSync } as const;
    for (const [accepted, encoding] of [
      ['gzip, deflate, br', 'br'],
      ['gzip;q=0.8', 'gzip'],
    ] as const) {
      const answer = await get('/assets/main-1a2b3c4d.js', { 'accept-encoding': accepted });
      expect(answer.headers.get('content-encoding')).toBe(encoding);
      expect(unpack[encoding](Buffer.from(await answer.arrayBuffer())).toString()).toBe(SCRIPT);
    }
    const plain = await get('/assets/main-1a2b3c4d.js');
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, SCRIPT]);
  });

  it('only reads', async () => {
    const answer = await pages(new Request('http://127.0.0.1:1/', { method: 'POST' }));
    expect(answer.status).toBe(405);
  });

  it('has no file that is hidden, linked to, missing or outside', async () => {
    for (const address of [
      '/.stamp.json',
      '/assets/link-1a2b3c4d.js',
      '/assets/none-1a2b3c4d.js',
      '/../secret.js',
      '/..%2fsecret.js',
      '/%2e%2e/secret.js',
      '/assets/..%5c..%5csecret.js',
      '/../pages-secret/a.js',
      '//pages-secret/a.js',
    ]) {
      const answer = await get(address);
      expect([address, answer.status, await answer.text()]).toEqual([address, 404, 'There is no such file.']);
    }
  });

  it('says how to build them where they are not', async () => {
    await expect(openPages(join(root, 'none'))).rejects.toThrow(/The pages are not built: .*index\.html" is missing/);
  });
});
