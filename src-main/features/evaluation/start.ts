/** Tests as jobs of the window: one after another, since each has an engine with a network in memory. */
import type { Store } from '#main/store/open.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import type { Run, RunId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { EventBus } from '../events/bus.ts';
import type { JobHandle, JobRegistry } from '../jobs/registry.ts';
import { configOfRun } from '../training/request.ts';
import type { EvaluationService, TestRequest } from './service.ts';
import { weightsOfRun } from './weights.ts';

export type StartDependencies = {
  readonly workspace: string;
  readonly store: Store;
  readonly events: EventBus;
  readonly jobs: JobRegistry;
  readonly evaluation: EvaluationService;
};

export type StartRequest = {
  readonly runId: RunId;
  readonly checkpoint: string | null;
  readonly csvPath: string | null;
  readonly hasHeatmaps: boolean;
  readonly allowBad: boolean;
};

export function createTestStarter({ workspace, store, events, jobs, evaluation }: StartDependencies) {
  const inTurn = createTurns();

  const test = async (run: Run, request: TestRequest, job: JobHandle): Promise<void> => {
    const changed = () => events.publish({ topic: 'evaluation.changed', runId: run.id });
    if (job.signal.aborted) throw new AppError('cancelled', `The test of ${run.name} was stopped before it began.`);
    try {
      const { evaluation: ended } = await evaluation.test(request, {
        signal: job.signal,
        onNews: (news) => {
          if (news.kind === 'checking') job.report({ done: news.done, total: news.total, unit: 'images' });
          if (news.kind === 'progress') job.report({ done: news.seen, total: news.count, unit: 'images' });
          if (news.kind === 'started') changed();
        },
      });
      job.link(`${testsPage(run)}&evaluation=${ended.id}`);
    } finally {
      changed();
    }
  };

  /** What can be refused is refused here; the rest is the job's to tell. @throws not_found (no run, no such checkpoint), config_invalid */
  return ({ runId, checkpoint, csvPath, hasHeatmaps, allowBad }: StartRequest): JobId => {
    const run = store.runs.get(runId);
    const request: TestRequest = {
      weights: weightsOfRun(store, { run, workspace, checkpoint }),
      config: configOfRun(run),
      csv: csvPath,
      heatmaps: hasHeatmaps ? { method: 'grad-cam', layer: null, explainedClass: 'predicted' } : null,
      limit: null,
      allowBad,
    };
    const { jobId } = jobs.start({
      kind: 'evaluate',
      title: `Testing ${run.name}`,
      link: testsPage(run),
      stopLabel: 'Stop the test: the scores so far stay, without figures',
      run: (job) => inTurn(() => test(run, request, job)),
    });
    return jobId;
  };
}

const testsPage = (run: Run) => `/runs/${run.id}?tab=tests`;

/** One piece of work after another, in the order they came. */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined); // its own caller hears of it
    return mine;
  };
}
