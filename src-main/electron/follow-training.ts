/** What the system shows of a training outside the window: progress in the task bar, a notification at its end, and no sleep meanwhile. */
import type { EventBody } from '#shared/contract/events.ts';
import type { Job } from '#shared/contract/jobs.ts';
import type { RouterClient } from './router-client.ts';

export type TrainingSigns = {
  /** 0..1; null takes the bar away. */
  readonly showProgress: (fraction: number | null) => void;
  readonly notify: (notification: {
    readonly title: string;
    readonly body: string;
    readonly link: string | null;
  }) => void;
  /** The system must not sleep while it is true. */
  readonly stayAwake: (isNeeded: boolean) => void;
  /** A training ended; `isQueueEmpty` where none follows. */
  readonly onEnd: (state: { readonly isQueueEmpty: boolean }) => void;
};

/** Follows until `signal`. */
export async function followTraining(client: RouterClient, signs: TrainingSigns, signal: AbortSignal): Promise<void> {
  const stream = await client.events.subscribe({ after: null, session: null }, { signal });
  for await (const { event } of stream) await react(event.body, { client, signs });
}

async function react(
  body: EventBody,
  { client, signs }: { client: RouterClient; signs: TrainingSigns },
): Promise<void> {
  if (body.topic === 'training.progress') signs.showProgress(body.progress.share);
  if (body.topic !== 'job.changed' || body.job.kind !== 'train') return;
  signs.stayAwake(body.job.status === 'running');
  if (body.job.status === 'running') return;
  signs.showProgress(null);
  signs.notify({ ...endOf(body.job), link: body.job.link });
  const { progress, waiting } = await client.training.state();
  signs.onEnd({ isQueueEmpty: progress === null && waiting.length === 0 });
}

const ENDS: Readonly<Record<Exclude<Job['status'], 'running'>, string>> = {
  finished: 'Training is finished',
  stopped: 'Training is stopped; everything is kept',
  failed: 'Training failed',
};

const endOf = ({ title, status, error }: Job) => ({
  title: status === 'running' ? title : ENDS[status],
  body: error === null ? title : `${title}: ${error.message}`,
});
