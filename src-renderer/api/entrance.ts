/**
 * Whether the loopback host lets this browser in. The printed address carries a one-time code behind its #, which no server and no history sees; it is
 * exchanged for a cookie that no script can read.
 */

/** `lost`: was let in, until the host was started anew. What is on the screen stays. */
export type Entrance = 'inside' | 'outside' | 'lost';

let state: Entrance = 'inside'; // the window is, without a key
const listeners = new Set<() => void>();

/** For useSyncExternalStore. */
export const entrance = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  get: (): Entrance => state,
};

const SESSION = '/session';
const CODE = /^#code=([\w-]+)$/;

/** All tabs of the host share one cookie: the first that is let in tells the others. */
const otherTabs = new BroadcastChannel('facet entrance');

/** Of a browser: comes in with the code of the address, or with the cookie of an earlier visit. Again where the address is put into this very tab later. */
export async function enter(): Promise<void> {
  setState('outside');
  window.addEventListener('hashchange', () => void comeIn());
  otherTabs.addEventListener('message', () => void knock());
  await comeIn();
}

async function comeIn(): Promise<void> {
  const [, code] = CODE.exec(window.location.hash) ?? [];
  if (code !== undefined) {
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
    if (state === 'inside') return; // the code is left for another browser
    await ask({ method: 'POST', body: code });
    otherTabs.postMessage('inside');
  }
  await knock();
}

/** `fetch` for calls: an answer of 401 closes the entrance. */
export const fetchInside = async (request: Request, init: RequestInit): Promise<Response> => {
  const response = await fetch(request, init);
  if (response.status === 401) setState(state === 'outside' ? 'outside' : 'lost');
  return response;
};

async function knock(): Promise<void> {
  if ((await ask({ method: 'GET' })) === 'inside') setState('inside');
}

/** Null where nobody answers. */
const ask = (init: RequestInit): Promise<string | null> =>
  fetch(SESSION, init).then(
    (response) => response.text(),
    () => null,
  );

function setState(next: Entrance): void {
  if (state === next) return;
  state = next;
  for (const listener of listeners) listener();
}
