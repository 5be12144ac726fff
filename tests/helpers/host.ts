/** The loopback host over a real back end, on a free port, and requests to it byte by byte: a browser or fetch would mend what a test wants to send. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Backend, createBackend } from '#main/backend.ts';
import { cookieName } from '#main/headless/guard.ts';
import { type Host, startHost } from '#main/headless/server.ts';

export type TestHost = AsyncDisposable & {
  readonly host: Host;
  readonly backend: Backend;
  readonly port: number;
  /** "127.0.0.1:4280" */
  readonly name: string;
  readonly workspace: string;
  /** Headers with which a page of ours asks. */
  readonly asPage: readonly string[];
};

/** Pages that are enough for a host: an index and one script. */
export function writeTinyPages(folder: string): string {
  mkdirSync(path.join(folder, 'assets'), { recursive: true });
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><meta property="csp-nonce" nonce="%CSP_NONCE%" />');
  writeFileSync(path.join(folder, 'assets', 'main-1a2b3c4d.js'), 'export const a = 1;\n');
  return folder;
}

export async function startTestHost({ change = (backend: Backend): Backend => backend } = {}): Promise<TestHost> {
  const folder = mkdtempSync(path.join(tmpdir(), 'facet-host-'));
  const workspace = path.join(folder, 'workspace');
  const backend = createBackend({ workspace, owner: 'a test', versions: {} });
  const host = await startHost({
    backend: change(backend),
    port: 0,
    pagesFolder: writeTinyPages(path.join(folder, 'pages')),
  });
  const { port, host: name } = new URL(host.address);
  return {
    host,
    backend,
    port: Number(port),
    name,
    workspace,
    asPage: [
      `Cookie: ${cookieName(Number(port))}=${host.token}`,
      `Origin: http://${name}`,
      'Sec-Fetch-Site: same-origin',
      'Content-Type: application/json',
    ],
    [Symbol.asyncDispose]: async () => {
      await host.close();
      await backend.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type RawAnswer = {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type RawRequest = {
  /** "GET / HTTP/1.1" without the version. */
  readonly line: string;
  /** "Host: ...", as they are sent. */
  readonly headers: readonly string[];
  readonly body?: string;
};

/** Sends exactly this and reads until the host closes; status 0 where it closed without a word. */
export function sendRaw(port: number, { line, headers, body = '' }: RawRequest): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => {
      const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
      socket.write(`${[`${line} HTTP/1.1`, ...headers, ...length, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`);
    });
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve(parseAnswer(Buffer.concat(chunks).toString()));
      else reject(error);
    });
    socket.on('close', () => resolve(parseAnswer(Buffer.concat(chunks).toString())));
  });
}

function parseAnswer(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = text.slice(0, Math.max(0, end)).split('\r\n');
  const headers = lines.map((each) => [
    each.slice(0, each.indexOf(':')).toLowerCase(),
    each.slice(each.indexOf(':') + 1).trim(),
  ]);
  return { status: Number(first.split(' ')[1] ?? 0), headers: Object.fromEntries(headers), body: text.slice(end + 4) };
}
