/** Jobs of explanations: one after another, since each has an engine in memory; each kind once for what it works on. */
import type { SpawnEngine } from '#main/engine/channel.ts';
import type { ImagesClient } from '#main/images/client.ts';
import type { Store } from '#main/store/open.ts';
import type { MapSetKey } from '#shared/contract/explanations.ts';
import type { JobId, JobKind } from '#shared/contract/jobs.ts';
import { CAM_METHOD_TITLES } from '#shared/domain/explanations.ts';
import type { DatasetId, EvaluationId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { EventBus } from '../events/bus.ts';
import type { JobHandle, JobRegistry } from '../jobs/registry.ts';
import { explainTest } from './explain.ts';
import { locateDataset, locateTested } from './locate.ts';
import { measureSet } from './measure.ts';
import type { NetworkFactsDesk } from './tested-network.ts';

export type ExplanationDependencies = {
  readonly store: Store;
  readonly images: Pick<ImagesClient, 'check'>;
  readonly spawnEngine: SpawnEngine;
  readonly events: EventBus;
  readonly jobs: JobRegistry;
};

/** Reasons that a notice names. */
const MOST_NAMED = 3;

type Work = {
  readonly kind: JobKind;
  /** What it works on: a second one of the same is the first. */
  readonly subject: string;
  readonly title: string;
  readonly link: string;
  readonly stopLabel: string;
  readonly run: (job: JobHandle) => Promise<void>;
};

export function createExplanationService(
  { store, images, spawnEngine, events, jobs }: ExplanationDependencies,
  {
    factsOf,
    onWritten,
  }: { readonly factsOf: NetworkFactsDesk; readonly onWritten: (evaluationId: EvaluationId) => void },
) {
  const running = new Map<string, JobId>();
  let last: Promise<unknown> = Promise.resolve();

  const start = ({ kind, subject, title, link, stopLabel, run }: Work): JobId => {
    const key = `${kind} ${subject}`;
    const known = running.get(key);
    if (known !== undefined) return known;
    const inTurn = (job: JobHandle) => {
      const mine = last.then(() => {
        if (job.signal.aborted) throw new AppError('cancelled', `${title} was stopped before it began.`);
        return run(job);
      });
      last = mine.catch(() => undefined); // the job tells of it
      return mine.finally(() => running.delete(key));
    };
    const { jobId } = jobs.start({ kind, title, link, stopLabel, run: inTurn });
    running.set(key, jobId);
    return jobId;
  };
  const changed = (evaluationId: EvaluationId | null) => {
    if (evaluationId !== null) onWritten(evaluationId);
    events.publish({ topic: 'explanation.changed', evaluationId });
  };
  const unreadable = (title: string, link: string) => (problems: readonly string[]) =>
    events.publish({
      topic: 'notice.raised',
      notice: {
        level: 'warning',
        title,
        code: 'file_invalid',
        message: `${problems.length} ${problems.length === 1 ? 'picture' : 'pictures'} could not be read and ${problems.length === 1 ? 'was' : 'were'} left out: ${problems.slice(0, MOST_NAMED).join('; ')}.`,
        hint: 'The rest is done. Bring the files back, and start it again.',
        link,
      },
    });

  return {
    /** @throws not_found, usage (the network has no such layer) */
    explain: async (key: MapSetKey): Promise<JobId> => {
      await assertLayer(store, factsOf, key);
      const { evaluationId, method, layer } = key;
      const title = `${CAM_METHOD_TITLES[method]} heat maps of ${testTitle(store, evaluationId)}`;
      const link = regionsPage(evaluationId);
      return start({
        kind: 'explain',
        subject: `${evaluationId} ${method} ${layer}`,
        title,
        link,
        stopLabel: 'Stop the heat maps: those that were made stay',
        run: (job) =>
          explainTest({ store, images, spawnEngine }, key, {
            signal: job.signal,
            report: job.report,
            onStored: () => onWritten(evaluationId),
            onUnreadable: unreadable(title, link),
          }).finally(() => changed(evaluationId)),
      });
    },

    /** @throws not_found */
    locate: (datasetId: DatasetId): JobId => {
      const title = `Looking for faces in ${store.datasets.get(datasetId).name}`;
      const link = `/datasets/${datasetId}`;
      return start({
        kind: 'locate-faces',
        subject: String(datasetId),
        title,
        link,
        stopLabel: 'Stop the search: what was found stays',
        run: (job) =>
          locateDataset({ store, spawnEngine }, datasetId, {
            signal: job.signal,
            report: job.report,
            onUnreadable: unreadable(title, link),
          }).finally(() => changed(null)),
      });
    },

    /** @throws not_found (no test, no such maps), file_not_found (the weights are gone) */
    measure: async (key: MapSetKey): Promise<JobId> => {
      const { evaluationId, method, layer } = key;
      const set = store.mapSets.find(key);
      if (set === null)
        throw new AppError('not_found', `This test has no ${CAM_METHOD_TITLES[method]} maps of ${layer}.`, {
          hint: 'Make the heat maps first.',
        });
      const facts = await knownFacts(factsOf, evaluationId);
      const title = `Regions of ${testTitle(store, evaluationId)}`;
      const link = regionsPage(evaluationId);
      return start({
        kind: 'measure-regions',
        subject: `${evaluationId} ${method} ${layer}`,
        title,
        link,
        stopLabel: 'Stop: what was shared out stays',
        run: async (job) => {
          const common = { signal: job.signal, report: job.report };
          try {
            await locateTested({ store, spawnEngine }, evaluationId, {
              ...common,
              onUnreadable: unreadable(title, link),
            });
            const total = store.mapSets.unsharedCount(set.id);
            await measureSet(store, { set, input: facts.model, crop: facts.crop, total, work: common });
          } finally {
            changed(evaluationId);
          }
        },
      });
    },
  };
}

/** What needs the network's input, where its weights are gone. @throws file_not_found */
export async function knownFacts(factsOf: NetworkFactsDesk, evaluationId: EvaluationId) {
  const facts = await factsOf(evaluationId);
  if (facts !== null) return facts;
  throw new AppError(
    'file_not_found',
    'The weights of this test are gone, so that nobody knows how it saw its faces.',
    {
      hint: 'What was shared out before is kept.',
    },
  );
}

async function assertLayer(store: Store, factsOf: NetworkFactsDesk, { evaluationId, layer }: MapSetKey): Promise<void> {
  store.evaluations.get(evaluationId);
  const { layers } = await knownFacts(factsOf, evaluationId);
  if (layers.some((one) => one.layer === layer)) return;
  throw new AppError('usage', `This network has no layer "${layer}" to explain.`, {
    hint: `Its layers are ${layers.map((one) => one.layer).join(', ')}.`,
  });
}

function testTitle(store: Store, evaluationId: EvaluationId): string {
  const { runId, datasetName } = store.evaluations.get(evaluationId);
  return runId === null ? `the test on ${datasetName}` : `${store.runs.get(runId).name} on ${datasetName}`;
}

const regionsPage = (evaluationId: EvaluationId) => `/regions?evaluation=${evaluationId}`;
