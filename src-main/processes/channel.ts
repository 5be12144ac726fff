/** The pipe between two processes, whichever shell made it: a forked child of Node's or a utility process of Electron's. */
export type Channel = {
  readonly send: (message: unknown) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Called once, with what is known of the reason. */
  readonly onClose: (listener: (reason: string) => void) => void;
  /** Ends the other side at once. */
  readonly kill: () => void;
  readonly pid: number | null;
};
