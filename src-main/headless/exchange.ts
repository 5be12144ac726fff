/** Between Node's HTTP and the platform's Request and Response. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { INERT_POLICY, SECURITY_HEADERS } from '#main/media/page-policy.ts';
import type { RequestFacts } from './guard.ts';

export function factsOf({ method = '', url = '', rawHeaders }: IncomingMessage): RequestFacts {
  const headers: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    headers.push([(rawHeaders[at] ?? '').toLowerCase(), rawHeaders[at + 1] ?? '']);
  return { method, target: url, headers };
}

export type Received = {
  readonly request: Request;
  /** True once more came than was allowed; the body ends with an error there. */
  readonly isTooLong: () => boolean;
};

export type ReceiveOptions = { readonly maxBodyBytes: number; readonly signal: AbortSignal };

/** What lets in was looked at by the gate, and goes no further: nothing behind it can log it. */
const SECRET: readonly string[] = ['cookie', 'authorization'];

/** The address's host was checked before. A body is handed on as it comes. */
export function receive(incoming: IncomingMessage, { maxBodyBytes, signal }: ReceiveOptions): Received {
  let isTooLong = false;
  async function* limited() {
    let bytes = 0;
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBodyBytes) {
        isTooLong = true;
        throw new Error(`more than ${maxBodyBytes} bytes were sent`);
      }
      yield new Uint8Array(chunk);
    }
  }
  const { method, target, headers: pairs } = factsOf(incoming);
  const headers = new Headers();
  for (const [name, value] of pairs) if (!SECRET.includes(name)) headers.append(name, value);
  const body = method === 'POST' ? ({ body: ReadableStream.from(limited()), duplex: 'half' } as const) : {};
  return {
    request: new Request(`http://${incoming.headers.host}${target}`, { method, headers, signal, ...body }),
    isTooLong: () => isTooLong,
  };
}

/** Sends a response with the headers that all have. A stream is sent piece by piece as it comes, and ends with the connection. */
export async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status;
  for (const [name, value] of Object.entries(DEFAULTS))
    if (!response.headers.has(name)) outgoing.setHeader(name, value);
  for (const [name, value] of response.headers) outgoing.setHeader(name, value);
  if (response.body === null) {
    outgoing.end();
    return;
  }
  if (response.headers.get('content-type')?.startsWith('text/event-stream') !== true) {
    outgoing.end(Buffer.from(await response.arrayBuffer()));
    return;
  }
  outgoing.flushHeaders(); // a listener learns that it is heard before the first event
  await pipeline(Readable.fromWeb(response.body as never), outgoing).catch((error: unknown) => {
    if (!outgoing.destroyed) throw error; // else the listener went away, which is how a stream ends
  });
}

const DEFAULTS = { ...SECURITY_HEADERS, 'Content-Security-Policy': INERT_POLICY, 'Cache-Control': 'no-store' } as const;

export const plain = (status: number, sentence: string, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(sentence, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8', ...headers } });
