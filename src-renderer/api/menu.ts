/** Where the window's menu and its notifications want to go: the preload passes it on as a message to the page itself. */

type Message = { readonly source: unknown; readonly data: { readonly facet?: unknown; readonly to?: unknown } | null };
type Page = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

/** Calls `go` with a link of ours ("/runs?filter=..."). Returns what ends it. In a browser nothing ever comes. */
export function followMenu(page: Page, go: (link: string) => void): () => void {
  const onMessage = (event: Event) => {
    const { source, data } = event as Event & Message; // by its name
    if (source !== page || data?.facet !== 'navigate' || typeof data.to !== 'string') return;
    if (data.to.startsWith('/') && !data.to.startsWith('//')) go(data.to);
  };
  page.addEventListener('message', onMessage);
  return () => page.removeEventListener('message', onMessage);
}
