/** The loopback host: the same router, images and pages as the window's, over HTTP on 127.0.0.1, for one person's browser. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RPCHandler } from '@orpc/server/fetch';
import type { Backend } from '#main/backend.ts';
import { openPages, type Pages } from '#main/media/pages.ts';
import { AppError } from '#shared/errors.ts';
import { factsOf, plain, receive, send } from './exchange.ts';
import { cookieName, judge, type Route } from './guard.ts';
import { createKeys, type Keys } from './keys.ts';
import { isOwnUser } from './peer.ts';
import { limitSockets } from './sockets.ts';

export type HostOptions = {
  readonly backend: Pick<Backend, 'router' | 'media' | 'log'>;
  /** 0 = any that is free. */
  readonly port: number;
  readonly pagesFolder: string;
};

export type Host = {
  /** "http://127.0.0.1:4177/": where it is. Alone it lets nobody in. */
  readonly address: string;
  /** The address with a code that lets one browser in, once. */
  readonly invite: () => string;
  readonly token: string;
  readonly close: () => Promise<void>;
};

const LOOPBACK = '127.0.0.1';
const LIMITS = {
  maxHeaderSize: 16_384,
  headersTimeout: 10_000,
  /** Until all of a request is there; an answer may take as long as it will. */
  requestTimeout: 30_000,
  /** How often the two above are looked at. */
  connectionsCheckingInterval: 2_000,
} as const;

/** Who asks: showed the token; came from this port. */
type Caller = { readonly isProven: boolean; readonly port: number };
type Answer = (request: Request, caller: Caller) => Promise<Response>;
type Answers = Readonly<Record<Route, Answer>>;

/** @throws conflict (the port is taken), runtime_missing (no pages) */
export async function startHost({ backend, port: wanted, pagesFolder }: HostOptions): Promise<Host> {
  const pages = await openPages(pagesFolder);
  const keys = createKeys();
  const server = createServer(LIMITS);
  const sockets = limitSockets(server);
  await listen(server, wanted);
  const { port } = server.address() as AddressInfo; // listens on TCP
  const address = `http://${LOOPBACK}:${port}/`;
  const invite = () => `${address}#code=${keys.newCode()}`;
  const answers = createAnswers({ backend, pages, keys, port, invite });

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const verdict = judge(factsOf(incoming), { port, token: keys.token });
    if (verdict.isProven) sockets.prove(incoming.socket);
    if (verdict.kind === 'refused') {
      if (!verdict.isProven) outgoing.setHeader('Connection', 'close'); // a stranger's body is not read to its end
      await send(plain(verdict.status, verdict.sentence), outgoing);
      return;
    }
    if (incoming.headers.expect !== undefined) outgoing.writeContinue();
    const gone = new AbortController();
    outgoing.once('close', () => gone.abort());
    const { maxBodyBytes, route, isProven } = verdict;
    const { request, isTooLong } = receive(incoming, { maxBodyBytes, signal: gone.signal });
    const response = await answers[route](request, { isProven, port: incoming.socket.remotePort ?? 0 });
    await send(isTooLong() ? plain(413, `At most ${maxBodyBytes} bytes are taken here.`) : response, outgoing);
  };
  const onRequest = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      // Neither headers nor the query: both may hold what lets in.
      backend.log.error({ stack: error instanceof Error ? error.stack : String(error) }, 'The host failed to answer.');
      if (outgoing.headersSent) outgoing.destroy();
      else void send(plain(500, 'Facet made a mistake; the log has the details.'), outgoing);
    });
  };
  server.on('request', onRequest).on('checkContinue', onRequest);

  return {
    address,
    invite,
    token: keys.token,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type AnswerParts = Pick<HostOptions, 'backend'> & {
  readonly pages: Pages;
  readonly keys: Keys;
  readonly port: number;
  readonly invite: () => string;
};

function createAnswers({ backend, pages, keys, port, invite }: AnswerParts): Answers {
  const handler = new RPCHandler(backend.router);
  const rpc: Answer = async (request) => {
    const context = { shell: 'browser', log: backend.log } as const;
    const { response } = await handler.handle(request, { prefix: '/rpc', context });
    return response ?? plain(404, 'There is no such procedure.');
  };
  return {
    page: pages,
    media: backend.media,
    rpc,
    session: async (request, { isProven, port: peerPort }) => {
      if (request.method === 'GET') return plain(200, isProven ? 'inside' : 'outside');
      if (!(await isOwnUser({ peerPort, ownPort: port }))) return plain(403, 'That is for the user who runs Facet.');
      if (!keys.redeem((await request.text()).trim()))
        return plain(401, 'That address was used already, or is of an earlier start. Facet prints a new one.');
      const cookie = `${cookieName(port)}=${keys.token}; Path=/; HttpOnly; SameSite=Strict`;
      return new Response(null, { status: 204, headers: { 'Set-Cookie': cookie } });
    },
    invitation: async () => plain(200, invite()),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port)));
    server.listen(port, LOOPBACK, resolve);
  });
}

function listenError(error: NodeJS.ErrnoException, port: number): Error {
  const hint = 'Choose another with --port, or leave it out: then any that is free is taken.';
  if (error.code === 'EADDRINUSE')
    return new AppError('conflict', `Port ${port} is in use by another program.`, { hint, cause: error });
  if (error.code === 'EACCES')
    return new AppError('usage', `Port ${port} may not be used by this user.`, { hint, cause: error });
  return error;
}
