/** The back end's events: which cached answers each makes stale or brings up to date, and who else listens. */
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { AppEvent, EventBody } from '#shared/contract/events.ts';
import { createPaced } from './beat.ts';
import { api, client, queryClient } from './client.ts';
import { isAnswer } from './errors.ts';
import { withJob } from './job-list.ts';
import { listenInOneTab } from './tabs.ts';

type Topic = EventBody['topic'];
type BodyOf<T extends Topic> = Extract<EventBody, { topic: T }>;
type Listener = (body: EventBody) => void;

const listeners = new Map<Topic, Set<Listener>>();
const connectionListeners = new Set<() => void>();
let isConnected = true;

/** The one table of what goes stale: a feature adds a line here. */
const STALE: { readonly [T in Topic]?: (body: BodyOf<T>) => readonly (readonly unknown[])[] } = {
  'dataset.changed': () => [
    api.predictions.key(),
    api.marks.key(),
    api.datasets.key(),
    api.workspace.overview.key(),
    api.configurations.preflight.key(),
    api.configurations.firstBatch.key(),
  ],
  'run.changed': () => [api.comparisons.key(), api.runs.key(), api.sweeps.key(), api.workspace.overview.key()],
  'run.epoch': ({ runId }) => [
    api.comparisons.runs.key(),
    api.comparisons.epochs.key(),
    api.runs.list.key(),
    api.runs.get.key({ input: { runId } }),
    api.runs.checkpoints.key(),
    api.runs.files.key(),
    api.sweeps.key(),
    api.workspace.overview.key(),
  ],
  'run.log': ({ runId }) => [api.runs.log.key({ input: { runId } })],
  'run.probes': ({ runId }) => [api.training.probes.key({ input: { runId } })],
  'queue.changed': () => [api.training.state.key(), api.sweeps.key()],
  'evaluation.changed': () => [
    api.comparisons.key(),
    api.faces.key(),
    api.evaluations.key(),
    api.predictions.key(),
    api.runs.list.key(),
    api.workspace.overview.key(),
  ],
  'explanation.changed': () => [
    api.comparisons.flips.key(),
    api.comparisons.pile.key(),
    api.faces.key(),
    api.predictions.page.key(),
    api.explanations.key(),
    api.perturbations.key(),
  ],
  'marks.changed': () => [api.comparisons.key(), api.marks.key(), api.predictions.key()],
  'configuration.changed': () => [api.configurations.presets.key(), api.configurations.preflight.key()],
  'setting.changed': () => [api.settings.key()],
  'workspace.changed': () => [api.workspace.overview.key(), api.workspace.info.key()],
  'log.changed': () => [api.workspace.log.key()],
};

/** Events that carry the new answer itself: nothing is asked again. */
const CURRENT: { readonly [T in Topic]?: (body: BodyOf<T>) => void } = {
  'training.progress': ({ progress }) =>
    void queryClient.setQueryData(api.training.state.queryKey(), (state) => state && { ...state, progress }),
  'history.changed': ({ state }) => {
    const key = api.history.state.queryKey();
    overtaking(key, () => queryClient.setQueryData(key, state));
  },
  'job.changed': ({ job }) => {
    const [list, one] = [api.jobs.list.queryKey(), api.jobs.get.queryKey({ input: { jobId: job.id } })];
    overtaking(list, () => queryClient.setQueryData(list, (jobs) => jobs && withJob(jobs, job)));
    overtaking(one, () => queryClient.setQueryData(one, job));
  },
};

/** What a training says of its progress, five times a second for hours: alike names take one another's place until the next beat. Null = taken at once. */
function paceOf(body: EventBody): string | null {
  if (body.topic === 'training.progress') return body.topic;
  const isTraining = body.topic === 'job.changed' && body.job.kind === 'train' && body.job.status === 'running';
  return isTraining ? `job ${body.job.id}` : null;
}

const paced = createPaced({ isHidden: () => document.hidden });

/** An answer that was on its way when the event came may be older than the event, and would take its place: it is asked for again. */
function overtaking(queryKey: readonly unknown[], update: () => void): void {
  const isOnItsWay = queryClient.isFetching({ queryKey, exact: true }) > 0;
  update();
  if (isOnItsWay) void queryClient.invalidateQueries({ queryKey, exact: true });
}

type News =
  | { readonly kind: 'event'; readonly session: string; readonly event: AppEvent }
  | { readonly kind: 'connection'; readonly isConnected: boolean };

/** How far this tab has heard: where to go on should it become the one that listens. */
let after: number | null = null;
let session: string | null = null;

/** Follows the events until the page goes, through every break of the connection; nothing is missed: what was, comes after, or all is fetched anew. */
export function followEvents(): Promise<never> {
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) paced.flush();
  });
  return listenInOneTab<News>(listen, hear);
}

async function listen(tell: (news: News) => void): Promise<never> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(LONGEST_WAIT_MS, 2 * waitMs)) {
    try {
      const stream = await client.events.subscribe({ after, session });
      tell({ kind: 'connection', isConnected: true });
      waitMs = FIRST_WAIT_MS;
      for await (const news of stream) tell({ kind: 'event', ...news });
    } catch {
      tell({ kind: 'connection', isConnected: false }); // said on the screen; the next turn tries again
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

function hear(news: News): void {
  if (news.kind === 'event') {
    session = news.session;
    after = news.event.seq;
    dispatch(news.event.body);
    return;
  }
  const isBack = news.isConnected && !isConnected;
  setConnected(news.isConnected);
  if (isBack) void askAgain({ isAll: after === null });
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/** After a break: what failed meanwhile, or all where it broke before the first event, from which on the others are known. */
const askAgain = ({ isAll }: { readonly isAll: boolean }): Promise<void> =>
  queryClient.invalidateQueries({
    predicate: ({ state }) => isAll || (state.status === 'error' && !isAnswer(state.error)),
  });

function dispatch(body: EventBody): void {
  const pace = paceOf(body);
  if (pace !== null) {
    paced.later(pace, () => take(body));
    return;
  }
  if (STALE[body.topic] !== undefined || CURRENT[body.topic] !== undefined) paced.flush(); // what came before stays before
  take(body);
}

function take(body: EventBody): void {
  if (body.topic === 'resync') void queryClient.invalidateQueries();
  const stale = STALE[body.topic] as ((body: EventBody) => readonly (readonly unknown[])[]) | undefined; // the table pairs them
  const update = CURRENT[body.topic] as ((body: EventBody) => void) | undefined; // likewise
  update?.(body);
  for (const queryKey of stale?.(body) ?? []) void queryClient.invalidateQueries({ queryKey: [...queryKey] });
  for (const listener of listeners.get(body.topic) ?? []) listener(body);
}

/** Calls `handler` for each event of a topic while the component is shown. */
export function useLiveEvent<T extends Topic>(topic: T, handler: (body: BodyOf<T>) => void): void {
  const onEvent = useEffectEvent((body: EventBody) => handler(body as BodyOf<T>)); // dispatched by topic
  useEffect(() => {
    const listener: Listener = (body) => onEvent(body);
    const set = listeners.get(topic) ?? new Set();
    listeners.set(topic, set.add(listener));
    return () => void set.delete(listener);
  }, [topic]);
}

function setConnected(value: boolean): void {
  if (isConnected === value) return;
  isConnected = value;
  for (const listener of connectionListeners) listener();
}

const connection = {
  subscribe: (listener: () => void) => {
    connectionListeners.add(listener);
    return () => void connectionListeners.delete(listener);
  },
  get: () => isConnected,
};

/** Whether the back end can be heard. */
export const useIsConnected = (): boolean => useSyncExternalStore(connection.subscribe, connection.get);
