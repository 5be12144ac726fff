/** A back end as a page has it: called through the contract, heard through its events, with real engines whose processes are known. */
import { createRouterClient } from '@orpc/server';
import { createBackend } from '#main/backend.ts';
import { forkEngine } from '#main/engine/fork.ts';
import type { PretrainedOptions } from '#main/features/weights/pretrained.ts';
import type { EventBody } from '#shared/contract/events.ts';

type Topic = EventBody['topic'];
type BodyOf<T extends Topic> = Extract<EventBody, { topic: T }>;

export type Workbench = Awaited<ReturnType<typeof openWorkbench>>;

/** Nothing that a test waits for takes longer on a machine that is worth testing on. */
const LIMIT_MS = 120_000;

export type WorkbenchOptions = {
  /** Default true: the queue, as in a window. */
  readonly begins?: boolean;
  readonly shortestSilenceMs?: number;
  readonly pretrained?: PretrainedOptions;
};

/** Close it. */
export async function openWorkbench(workspace: string, { begins = true, ...options }: WorkbenchOptions = {}) {
  const engines: number[] = [];
  const backend = createBackend({
    workspace,
    owner: 'a test',
    versions: {},
    ...options,
    spawnEngine: (options) => {
      const channel = forkEngine(options);
      if (channel.pid !== null) engines.push(channel.pid);
      return channel;
    },
  });
  const client = createRouterClient(backend.router, { context: { shell: 'browser', log: backend.log } });
  const events: EventBody[] = [];
  let wake: () => void = () => undefined;
  const stream = await client.events.subscribe({ after: null, session: null });
  const listening = (async () => {
    for await (const { event } of stream) {
      events.push(event.body);
      wake();
    }
  })();
  if (begins) backend.queue.begin();

  /** The first event of a topic that fits, from event `from` on: one that was, or one to come. @throws after two minutes */
  const heard = async <T extends Topic>(
    topic: T,
    fits: (body: BodyOf<T>) => boolean = () => true,
    from = 0,
  ): Promise<BodyOf<T>> => {
    const limit = AbortSignal.timeout(LIMIT_MS);
    for (let next = from; ; ) {
      for (; next < events.length; next++) {
        const body = events[next];
        if (body?.topic === topic && fits(body as BodyOf<T>)) return body as BodyOf<T>; // by its topic
      }
      if (limit.aborted) throw new Error(`Not heard within ${LIMIT_MS} ms: ${topic}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
        limit.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  };

  return {
    backend,
    client,
    store: backend.store,
    /** All so far. */
    events,
    heard,
    /** Of a topic, all so far. */
    of: <T extends Topic>(topic: T) => events.filter((body): body is BodyOf<T> => body.topic === topic),
    /** Of the newest engine. */
    enginePid: (): number => {
      const pid = engines.at(-1);
      if (pid === undefined) throw new Error('no engine was started');
      return pid;
    },
    close: async () => {
      await backend.close();
      await listening;
    },
  };
}
