/** What happened, in order, to whoever listens; with a memory for those who were away for a moment. */
import { randomBytes } from 'node:crypto';
import type { AppEvent, EventBody } from '#shared/contract/events.ts';
import { joinSteps } from '#shared/domain/step-columns.ts';

export type EventBus = {
  readonly publish: (body: EventBody) => void;
  /** From the event after `after` on: what is kept of it first, or a `resync` where it is not all kept. Ends with `signal`. */
  readonly subscribe: (options: Subscription) => AsyncGenerator<{ session: string; event: AppEvent }, void, void>;
  readonly close: () => void;
};

export type Subscription = {
  readonly after: number | null;
  /** Of the earlier subscription: numbers of another start of the program mean nothing. */
  readonly session: string | null;
  readonly signal?: AbortSignal | undefined;
};

const KEPT_EVENTS = 1_000;
/** A listener that falls further behind than this is told to fetch everything anew. */
const MOST_WAITING = 1_000;
/** Steps, progress and lines of a log are merged: at most five a second each. */
const MERGE_MS = 200;

type Listener = { waiting: AppEvent[]; wake: () => void };

export function createEventBus({ clock = Date.now }: { readonly clock?: () => number } = {}): EventBus {
  const session = randomBytes(8).toString('hex');
  const kept: AppEvent[] = [];
  const listeners = new Set<Listener>();
  const merged = new Map<string, EventBody>();
  let seq = 0;
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;

  const emit = (body: EventBody) => {
    seq += 1;
    const event = { seq, atMs: clock(), body };
    kept.push(event);
    if (kept.length > KEPT_EVENTS) kept.shift();
    for (const listener of listeners) {
      if (listener.waiting.length >= MOST_WAITING) listener.waiting = [resync(event)];
      else listener.waiting.push(event);
      listener.wake();
    }
  };
  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const bodies = [...merged.values()];
    merged.clear();
    for (const body of bodies) emit(body);
  };

  /** What a listener that comes back has to hear first. */
  const missed = ({ after, known }: { after: number | null; known: string | null }): AppEvent[] => {
    if (after === null) return [];
    const first = kept[0]?.seq ?? seq + 1;
    const isWhole = known === session && after >= first - 1 && after <= seq;
    return isWhole ? kept.filter((event) => event.seq > after) : [resync({ seq, atMs: clock() })];
  };
  const stream = async function* (listener: Listener, { isOver, leave }: { isOver: () => boolean; leave: () => void }) {
    try {
      for (;;) {
        const events = listener.waiting;
        listener.waiting = [];
        for (const event of events) yield { session, event };
        if (listener.waiting.length > 0) continue;
        if (isOver()) return;
        await new Promise<void>((resolve) => {
          listener.wake = resolve;
        });
      }
    } finally {
      leave();
    }
  };

  return {
    publish: (body) => {
      if (isClosed) return;
      const key = mergeKey(body);
      if (key === null) {
        flush(); // what came before stays before
        emit(body);
        return;
      }
      const before = merged.get(key);
      merged.set(key, before === undefined ? body : merge(before, body));
      timer ??= setTimeout(flush, MERGE_MS);
    },
    subscribe: ({ after, session: known, signal }) => {
      const listener: Listener = { waiting: missed({ after, known }), wake: () => undefined };
      const leave = () => {
        listeners.delete(listener);
        listener.waiting = [];
        listener.wake();
      };
      listeners.add(listener); // at once: what happens before the first event is asked for is not missed
      signal?.addEventListener('abort', leave, { once: true });
      if (signal?.aborted) leave();
      return stream(listener, { isOver: () => isClosed || signal?.aborted === true, leave });
    },
    close: () => {
      flush();
      isClosed = true;
      for (const listener of listeners) listener.wake();
      listeners.clear();
    },
  };
}

const resync = ({ seq, atMs }: Pick<AppEvent, 'seq' | 'atMs'>): AppEvent => ({ seq, atMs, body: { topic: 'resync' } });

/** Alike keys are one event; null = sent at once. */
function mergeKey(body: EventBody): string | null {
  if (body.topic === 'run.steps') return `steps ${body.runId}`;
  if (body.topic === 'training.progress') return 'progress';
  if (body.topic === 'run.log') return `log ${body.runId}`;
  if (body.topic === 'log.changed') return 'program log';
  return body.topic === 'job.changed' && body.job.status === 'running' ? `job ${body.job.id}` : null;
}

function merge(before: EventBody, next: EventBody): EventBody {
  if (before.topic === 'run.steps' && next.topic === 'run.steps')
    return { ...next, columns: joinSteps(before.columns, next.columns) };
  if (before.topic === 'run.log' && next.topic === 'run.log')
    return { ...next, lines: [...before.lines, ...next.lines] };
  return next;
}
