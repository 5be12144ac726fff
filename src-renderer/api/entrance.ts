/**
 * Whether the loopback host lets this browser in. The printed address carries a one-time code behind its #, which no server and no history sees; it is
 * exchanged for a cookie that no script can read.
 */

/** `lost`: was let in, until the host was started anew. What is on the screen stays. */
export type Entrance = 'inside' | 'outside' | 'lost';

let state: Entrance = 'inside'; // the window's, which needs no key
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

/** Uses the code of the address, if there is one, and looks whether this browser may come in. */
export async function enter(): Promise<void> {
  const [, code] = CODE.exec(window.location.hash) ?? [];
  if (code !== undefined) {
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
    const answer = await fetch(SESSION, { method: 'POST', body: code });
    if (answer.ok) return;
  }
  await knock();
}

/** `fetch` for calls: an answer of 401 closes the entrance. */
export const fetchInside = async (request: Request, init: RequestInit): Promise<Response> => {
  const response = await fetch(request, init);
  if (response.status === 401) setState(state === 'outside' ? 'outside' : 'lost');
  return response;
};

/** Another tab may have been let in meanwhile: their cookie is one. Asked when the person comes back to this tab. */
const knockAgain = () => {
  if (document.visibilityState === 'visible') void knock();
};

async function knock(): Promise<void> {
  const isLetIn = await fetch(SESSION).then(
    ({ ok }) => ok,
    () => false, // nobody answers; the tab asks again when it is looked at
  );
  if (isLetIn) setState('inside');
  else if (state === 'inside') setState('outside');
}

function setState(next: Entrance): void {
  if (state === next) return;
  state = next;
  for (const name of ['focus', 'visibilitychange'] as const) {
    window.removeEventListener(name, knockAgain);
    document.removeEventListener(name, knockAgain);
    if (state !== 'inside') (name === 'focus' ? window : document).addEventListener(name, knockAgain);
  }
  for (const listener of listeners) listener();
}
