/**
 * The built pages, for either shell: a Request in, a Response out. Only what lay in the folder at the start exists, under its own name: an address is
 * looked up, never turned into a path, so none leads out of the folder.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { AppError } from '#shared/errors.ts';
import { createNonce, INERT_POLICY, pagePolicy, SECURITY_HEADERS } from './page-policy.ts';

export type Pages = (request: Request) => Promise<Response>;

type Encoding = 'br' | 'gzip';
type PageFile = {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly type: string;
  readonly etag: string;
  readonly isText: boolean;
  readonly packed: Map<Encoding, Promise<Buffer>>;
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};
const IS_TEXT = /^(?:text\/|application\/json|image\/svg)/;
const NONCE_PLACEHOLDER = '%CSP_NONCE%';
const INDEX = '/index.html';
/** Names with a hash of their content: what has one never changes. */
const HASHED = /^\/assets\/.+-[\w-]{8}\.\w+$/;
/** Below this, packing saves less than its header costs. */
const PACK_FROM_BYTES = 1_024;
/** The second best of each that still takes milliseconds. */
const BROTLI_QUALITY = 5;
const GZIP_LEVEL = 6;

/** Reads the whole folder once. @throws runtime_missing where it holds no pages */
export async function openPages(folder: string): Promise<Pages> {
  const files = await readPages(folder);
  const index = files.get(INDEX);
  if (index === undefined)
    throw new AppError('runtime_missing', `The pages are not built: "${join(folder, 'index.html')}" is missing.`, {
      hint: 'Run `npm run pages`.',
    });
  const template = index.bytes.toString('utf8');
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, 'Pages are only read.');
    const { pathname } = new URL(request.url);
    const file = pathname === INDEX ? undefined : files.get(pathname);
    if (file !== undefined) return await answerFile(file, { request, isImmutable: HASHED.test(pathname) });
    if (pathname !== INDEX && isFileName(pathname)) return refusal(404, 'There is no such file.');
    return answerIndex(template, request);
  };
}

/** Regular files only, by the address they have: "/assets/main-1a2b3c4d.js". What begins with a dot is not served. */
async function readPages(folder: string): Promise<ReadonlyMap<string, PageFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const files = entries.flatMap((entry) => {
    const file = join(entry.parentPath, entry.name);
    const parts = relative(folder, file).split(sep);
    const type = TYPES[extname(entry.name)];
    return !entry.isFile() || type === undefined || parts.some((part) => part.startsWith('.'))
      ? []
      : [{ file, type, address: `/${parts.map(encodeURIComponent).join('/')}` }];
  });
  const read = await Promise.all(
    files.map(async ({ file, type, address }) => [address, toPageFile(await readFile(file), type)] as const),
  );
  return new Map(read);
}

const toPageFile = (bytes: Buffer<ArrayBuffer>, type: string): PageFile => ({
  bytes,
  type,
  etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
  isText: IS_TEXT.test(type),
  packed: new Map(),
});

/** A page of the application has a name without an ending; what has one is a file, and either there or not. */
const isFileName = (pathname: string): boolean =>
  pathname.startsWith('/assets/') || TYPES[extname(pathname)] !== undefined;

type FileAnswer = { readonly request: Request; readonly isImmutable: boolean };

async function answerFile(file: PageFile, { request, isImmutable }: FileAnswer): Promise<Response> {
  const headers = {
    ...SECURITY_HEADERS,
    'Content-Security-Policy': INERT_POLICY,
    'Content-Type': file.type,
    'Cache-Control': isImmutable ? 'private, max-age=31536000, immutable' : 'no-cache',
    ETag: file.etag,
    Vary: 'Accept-Encoding',
  };
  if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers });
  const encoding = encodingFor(file, request.headers.get('accept-encoding') ?? '');
  if (encoding === null) return new Response(file.bytes, { headers });
  const bytes = new Uint8Array(await packed(file, encoding));
  return new Response(bytes, { headers: { ...headers, 'Content-Encoding': encoding } });
}

/** The page itself, with a nonce of its own; kept by no cache. */
function answerIndex(template: string, request: Request): Response {
  const nonce = createNonce();
  return new Response(request.method === 'HEAD' ? null : template.replaceAll(NONCE_PLACEHOLDER, nonce), {
    headers: {
      ...SECURITY_HEADERS,
      'Content-Security-Policy': pagePolicy(nonce),
      'Content-Type': TYPES['.html'] ?? '',
      'Cache-Control': 'no-store',
    },
  });
}

function encodingFor(file: PageFile, accepted: string): Encoding | null {
  if (!file.isText || file.bytes.length < PACK_FROM_BYTES) return null;
  const names = accepted.split(',').map((part) => part.trim().split(';')[0]);
  return names.includes('br') ? 'br' : names.includes('gzip') ? 'gzip' : null;
}

/** Packed when first asked for, off the event loop, and kept. */
function packed(file: PageFile, encoding: Encoding): Promise<Buffer> {
  const known = file.packed.get(encoding);
  if (known !== undefined) return known;
  const packing =
    encoding === 'br'
      ? promisify(brotliCompress)(file.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
      : promisify(gzip)(file.bytes, { level: GZIP_LEVEL });
  file.packed.set(encoding, packing);
  return packing;
}

const refusal = (status: number, sentence: string): Response =>
  new Response(sentence, {
    status,
    headers: {
      ...SECURITY_HEADERS,
      'Content-Security-Policy': INERT_POLICY,
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'no-store',
    },
  });
