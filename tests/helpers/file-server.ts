/** A server on this machine that gives a file out as servers do, and as they should not: each request is answered by the next of its turns, the last one for ever. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Turn = (answer: ServerResponse, request: IncomingMessage) => void;

export type FileServer = AsyncDisposable & {
  /** http://127.0.0.1:port */
  readonly address: string;
  readonly requests: readonly {
    readonly path: string;
    readonly range: string | null;
    readonly ifRange: string | null;
  }[];
  /** Ends the connections that are open. */
  readonly breakOff: () => void;
};

export async function serveTurns(...turns: readonly Turn[]): Promise<FileServer> {
  const requests: { path: string; range: string | null; ifRange: string | null }[] = [];
  const server = createServer((request, answer) => {
    const { range = null, 'if-range': ifRange = null } = request.headers;
    requests.push({ path: request.url ?? '', range, ifRange: ifRange === null ? null : String(ifRange) });
    const turn = turns[Math.min(requests.length, turns.length) - 1];
    turn?.(answer, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    address: `http://127.0.0.1:${port}`,
    requests,
    breakOff: () => server.closeAllConnections(),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const ETAG = '"one"';

/** All of it, whatever part was asked for. */
export const whole =
  (content: Uint8Array, headers: Readonly<Record<string, string>> = { etag: ETAG }): Turn =>
  (answer) =>
    answer.writeHead(200, { 'content-length': content.length, ...headers }).end(content);

/** The part that was asked for where the validator still holds, else all of it. */
export const ranged =
  (content: Uint8Array, etag = ETAG): Turn =>
  (answer, request) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1]);
    if (Number.isNaN(from) || request.headers['if-range'] !== etag) return whole(content, { etag })(answer, request);
    if (from >= content.length) return void answer.writeHead(416).end();
    const part = content.subarray(from);
    const place = `bytes ${from}-${content.length - 1}/${content.length}`;
    return void answer.writeHead(206, { 'content-length': part.length, 'content-range': place, etag }).end(part);
  };

/** Announces all of it, sends so much, and then nothing. */
export const sends =
  (content: Uint8Array, bytes: number, headers: Readonly<Record<string, string>> = { etag: ETAG }): Turn =>
  (answer) =>
    answer.writeHead(200, { 'content-length': content.length, ...headers }).write(content.subarray(0, bytes));

export const status =
  (code: number): Turn =>
  (answer) =>
    answer.writeHead(code).end('a page that says so');

export const redirect =
  (location: string, code = 302): Turn =>
  (answer) =>
    answer.writeHead(code, { location }).end();
