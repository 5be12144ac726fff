/** The loopback host: the same router, images and pages as the window's, over HTTP on 127.0.0.1. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { RPCHandler } from '@orpc/server/fetch';
import type { Backend } from '#main/backend.ts';
import { createPages } from './pages.ts';

export type HostOptions = { readonly backend: Backend; readonly port: number; readonly pagesFolder: string };

export type Host = { readonly address: string; readonly close: () => Promise<void> };

export async function startHost({ backend, port, pagesFolder }: HostOptions): Promise<Host> {
  const rpc = new RPCHandler(backend.router);
  const pages = createPages(pagesFolder);
  const answer = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/rpc/')) {
      const { response } = await rpc.handle(request, {
        prefix: '/rpc',
        context: { shell: 'browser', log: backend.log },
      });
      return response ?? new Response('There is no such procedure.', { status: 404 });
    }
    if (pathname.startsWith('/media/')) return await backend.media(request);
    return await pages(pathname);
  };
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing, answer));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, // listens on TCP
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: (request: Request) => Promise<Response>,
) {
  const controller = new AbortController();
  outgoing.once('close', () => controller.abort());
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
  const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method: incoming.method ?? 'GET',
    headers: Object.entries(incoming.headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ) as [string, string][],
    signal: controller.signal,
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' } : {}),
  } as RequestInit);
  const response = await answer(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body === null) outgoing.end();
  else
    Readable.fromWeb(response.body as never)
      .on('error', () => outgoing.destroy())
      .pipe(outgoing);
}
