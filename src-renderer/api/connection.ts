/** How this page reaches the back end: over the window's message port or over HTTP on the loopback host. Asked once, at the start. */
import { RPCLink as FetchLink } from '@orpc/client/fetch';
import { enter, fetchInside } from './entrance.ts';

type Link = Pick<FetchLink<Record<never, never>>, 'call'>;

/** What the window's preload puts into the page; absent in a browser. */
export type WindowBridge = {
  /** Asks the main process for a port; it arrives as a message to this window: { facet: 'port' } with the port. */
  readonly requestPort: () => void;
  /** Where a dropped file lies. */
  readonly pathOfFile: (file: File) => string;
};

declare global {
  // biome-ignore lint/style/useConsistentTypeDefinitions: a global is extended by an interface
  interface Window {
    readonly facet?: WindowBridge;
  }
}

let link: Link | null = null;

/** Before anything is asked. */
export async function connect(): Promise<void> {
  const bridge = window.facet;
  if (bridge === undefined) {
    link = new FetchLink({ url: new URL('/rpc', window.location.href).href, fetch: fetchInside });
    await enter();
    return;
  }
  const { RPCLink } = await import('@orpc/client/message-port');
  link = new RPCLink({ port: await portOf(bridge) });
}

export const currentLink: Link = {
  call: (...parameters) => {
    if (link === null) throw new Error('connect() comes first');
    return link.call(...parameters);
  },
};

function portOf(bridge: WindowBridge): Promise<MessagePort> {
  return new Promise((resolve) => {
    const onMessage = (event: MessageEvent<unknown>) => {
      const [port] = event.ports;
      const isOurs = event.source === window && (event.data as { facet?: unknown } | null)?.facet === 'port';
      if (!isOurs || port === undefined) return;
      window.removeEventListener('message', onMessage);
      port.start();
      resolve(port);
    };
    window.addEventListener('message', onMessage);
    bridge.requestPort();
  });
}
