/** Jobs that change pictures and ask the network again: one after another, since each has an engine in memory; each kind once for what it works on. */
import type { SpawnEngine } from '#main/engine/channel.ts';
import type { Store } from '#main/store/open.ts';
import type { JobId, JobKind } from '#shared/contract/jobs.ts';
import { CAM_METHOD_TITLES } from '#shared/domain/explanations.ts';
import type { EvaluationId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { EventBus } from '../events/bus.ts';
import { locateTested } from '../explanations/locate.ts';
import type { JobHandle, JobRegistry } from '../jobs/registry.ts';
import { type FaithfulnessRequest, tryMaps } from './faithfulness.ts';
import { type KnockOutRequest, tryRegions } from './knock-out.ts';

export type PerturbationDependencies = {
  readonly store: Store;
  readonly spawnEngine: SpawnEngine;
  readonly events: EventBus;
  readonly jobs: JobRegistry;
};

type Work = {
  readonly kind: JobKind;
  readonly evaluationId: EvaluationId;
  /** What it works on: a second one of the same is the first. */
  readonly subject: string;
  readonly title: string;
  readonly stopLabel: string;
  readonly run: (job: JobHandle) => Promise<void>;
};

/** Reasons that a notice names. */
const MOST_NAMED = 3;

export function createPerturbationService(dependencies: PerturbationDependencies) {
  const { store, events, jobs } = dependencies;
  const running = new Map<string, JobId>();
  let last: Promise<unknown> = Promise.resolve();

  const start = ({ kind, evaluationId, subject, title, stopLabel, run }: Work): JobId => {
    const key = `${kind} ${subject}`;
    const known = running.get(key);
    if (known !== undefined) return known;
    const inTurn = (job: JobHandle): Promise<void> => {
      const mine = last.then(() => {
        if (job.signal.aborted) throw new AppError('cancelled', `${title} was stopped before it began.`);
        return run(job);
      });
      last = mine.catch(() => undefined); // the job tells of it
      return mine.finally(() => {
        running.delete(key);
        events.publish({ topic: 'explanation.changed', evaluationId });
      });
    };
    const { jobId } = jobs.start({ kind, title, link: regionsPage(evaluationId), stopLabel, run: inTurn });
    running.set(key, jobId);
    return jobId;
  };

  const warn = (evaluationId: EvaluationId) => (problems: readonly string[]) =>
    events.publish({
      topic: 'notice.raised',
      notice: {
        level: 'warning',
        title: 'Pictures left out',
        code: 'file_invalid',
        message: `${problems.length} could not be read: ${problems.slice(0, MOST_NAMED).join('; ')}.`,
        hint: 'The rest is done. Bring the files back, and start it again.',
        link: regionsPage(evaluationId),
      },
    });

  return {
    /** Looks for faces first where that was not done. @throws not_found */
    knockOut: (request: KnockOutRequest): JobId => {
      const { evaluationId, covering, limit } = request;
      const name = testTitle(store, evaluationId);
      return start({
        kind: 'knock-out',
        evaluationId,
        subject: `${evaluationId} ${covering} ${limit}`,
        title: `Covering regions of ${name}`,
        stopLabel: 'Stop: the faces that were tried stay',
        run: async (job) => {
          const { signal, report } = job;
          await locateTested(dependencies, evaluationId, { signal, report, onUnreadable: warn(evaluationId) });
          await tryRegions(dependencies, request, job);
        },
      });
    },

    /** @throws not_found (no test, no such maps) */
    faithfulness: (request: FaithfulnessRequest): JobId => {
      const { evaluationId, method, layer, limit } = request;
      const name = testTitle(store, evaluationId);
      store.faithfulness.assertMapped(request);
      return start({
        kind: 'faithfulness',
        evaluationId,
        subject: `${evaluationId} ${method} ${layer} ${limit}`,
        title: `Trying ${CAM_METHOD_TITLES[method]} maps of ${name}`,
        stopLabel: 'Stop: the faces that were tried stay',
        run: (job) => tryMaps(dependencies, request, job),
      });
    },
  };
}

/** @throws not_found */
function testTitle(store: Store, evaluationId: EvaluationId): string {
  const { runId, datasetName } = store.evaluations.get(evaluationId);
  return runId === null ? `the test on ${datasetName}` : `${store.runs.get(runId).name} on ${datasetName}`;
}

const regionsPage = (evaluationId: EvaluationId) => `/regions?tests=${evaluationId}&tab=matters`;
