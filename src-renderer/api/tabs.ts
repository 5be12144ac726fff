/**
 * One stream of events for all tabs of a browser. HTTP/1.1 gives a host six connections, tabs together, and each open stream holds one: the seventh tab
 * would wait for ever. So one tab listens, the one that holds the lock, and tells the others; when it closes, the next gets the lock.
 */
const NAME = 'facet events';

export type Listen<T> = (tell: (news: T) => void) => Promise<never>;

/** Every tab hears all that the listening one tells. A window has its own port and listens for itself. */
export async function listenInOneTab<T>(listen: Listen<T>, hear: (news: T) => void): Promise<never> {
  if (window.facet !== undefined) return await listen(hear);
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener('message', ({ data }: MessageEvent<T>) => hear(data));
  return await navigator.locks.request(NAME, () =>
    listen((news) => {
      hear(news);
      channel.postMessage(news);
    }),
  );
}
