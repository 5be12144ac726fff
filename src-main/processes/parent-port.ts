/** A child's side of the pipe to the back end, whichever shell started it: a forked process of Node's or a utility process of Electron's. */
import { assert } from '#shared/errors.ts';

export type ParentPort = {
  /** Nothing happens where the other side is gone. */
  readonly send: (message: unknown) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Called once, when the other side is gone. A utility process of Electron's is ended by Electron itself. */
  readonly onGone: (listener: () => void) => void;
};

/** What Electron puts into a utility process's `process`. */
type UtilityPort = {
  readonly postMessage: (message: unknown) => void;
  readonly on: (event: 'message', listener: (event: { readonly data: unknown }) => void) => void;
};

export function parentPort(): ParentPort {
  const utility = (process as { readonly parentPort?: UtilityPort }).parentPort; // Node's types do not know Electron's
  if (utility !== undefined)
    return {
      send: (message) => utility.postMessage(message),
      onMessage: (listener) => utility.on('message', ({ data }) => listener(data)),
      onGone: () => undefined,
    };
  assert(process.send !== undefined, 'this module is the entry of a child process');
  return {
    send: (message) => {
      if (process.connected) process.send?.(message);
    },
    onMessage: (listener) => void process.on('message', listener),
    onGone: (listener) => void process.once('disconnect', listener),
  };
}
