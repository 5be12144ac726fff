/** What is typed is kept as the draft: half a second after the last key, and at once when the page goes. One draft at a time; the one before is not lost. */
import type { Draft } from '#shared/contract/settings.ts';

export type DraftKeeper = {
  /** The text as it is now. */
  readonly note: (text: string) => void;
  /** It is kept elsewhere, or begun as a training: its draft is needed no more. Another draft stays. */
  readonly drop: () => void;
  /** Writes what still waits. */
  readonly flush: () => void;
};

export type DraftKeeperOptions = {
  readonly origin: { readonly name: string; readonly yaml: string };
  readonly keep: (draft: Draft | null) => Promise<unknown>;
  /** Before the first change: what another draft holds is put aside. Null = the draft that there is goes on. */
  readonly putAside: (() => Promise<unknown>) | null;
  readonly onError: (error: unknown) => void;
  readonly delayMs?: number;
};

const DELAY_MS = 500;

export function createDraftKeeper({
  origin,
  keep,
  putAside,
  onError,
  delayMs = DELAY_MS,
}: DraftKeeperOptions): DraftKeeper {
  let waiting: string | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let last: Promise<unknown> | null = putAside === null ? Promise.resolve() : null;

  /** One write after another, so that the last one is the one that stays. */
  const write = (draft: Draft | null) => {
    last = (last ?? putAside?.() ?? Promise.resolve()).then(() => keep(draft)).catch(onError);
  };
  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (waiting === null) return;
    write({ yaml: waiting, origin: origin.name || null, originYaml: origin.yaml, changedAtMs: Date.now() });
    waiting = null;
  };
  return {
    note: (text) => {
      waiting = text;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(flush, delayMs);
    },
    drop: () => {
      waiting = null;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      if (last !== null) write(null);
    },
    flush,
  };
}
