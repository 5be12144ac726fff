/** Pages and images over a scheme of our own: no file:// and no port. */
import { type Protocol, protocol } from 'electron';
import { isOurPage, UI_SCHEME } from './origin.ts';

/** Before the app is ready. No bypassCSP, no CORS, no service workers. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: UI_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

export type SchemeParts = {
  readonly media: (request: Request) => Promise<Response>;
  readonly pages: (request: Request) => Promise<Response>;
};

/** One handler for both: addresses hold ids and names of built pages, never paths. */
export function handleScheme(target: Pick<Protocol, 'handle'>, { media, pages }: SchemeParts): void {
  target.handle(UI_SCHEME, async (request) => {
    if (!isOurPage(request.url)) return new Response('There is nothing here.', { status: 404 });
    return new URL(request.url).pathname.startsWith('/media/') ? await media(request) : await pages(request);
  });
}
