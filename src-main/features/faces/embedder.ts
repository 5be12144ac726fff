/** Embeddings of a test's faces, as a job with an engine of its own. */
import type { SpawnEngine } from '#main/engine/channel.ts';
import type { Store } from '#main/store/open.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { EventBus } from '../events/bus.ts';
import { configOfTest, networkOfJob, testedNetwork } from '../explanations/tested-network.ts';
import type { JobHandle, JobRegistry } from '../jobs/registry.ts';
import { openEngine } from '../training/service.ts';

export type EmbedderDependencies = {
  readonly store: Store;
  readonly spawnEngine: SpawnEngine;
  readonly events: EventBus;
  readonly jobs: JobRegistry;
};

/** What is there already is not made again; a second call while one runs is answered by that one's job. */
export function createEmbedder(dependencies: EmbedderDependencies): (evaluationId: EvaluationId) => JobId {
  const { store, events, jobs } = dependencies;
  const running = new Map<EvaluationId, JobId>();
  return (evaluationId) => {
    const known = running.get(evaluationId);
    if (known !== undefined) return known;
    const { runId } = store.evaluations.get(evaluationId);
    const name = runId === null ? `test ${evaluationId}` : store.runs.get(runId).name;
    const { jobId, result } = jobs.start({
      kind: 'embed',
      title: `Comparing the faces of ${name}`,
      link: `/predictions/${evaluationId}`,
      stopLabel: 'Stop: the faces that are done stay',
      run: (job) => embedAll(dependencies, { evaluationId, job }),
    });
    running.set(evaluationId, jobId);
    const over = () => {
      running.delete(evaluationId);
      events.publish({ topic: 'explanation.changed', evaluationId });
    };
    result.then(over, over); // the registry tells of a failure
    return jobId;
  };
}

async function embedAll(
  { store, spawnEngine }: EmbedderDependencies,
  { evaluationId, job }: { readonly evaluationId: EvaluationId; readonly job: JobHandle },
): Promise<void> {
  const missing = store.embeddings.missing(evaluationId);
  if (missing.length === 0) return;
  await using engine = openEngine(spawnEngine, configOfTest(store, evaluationId));
  const network = await testedNetwork(store, evaluationId, engine);
  const faces = missing.map(({ file }) => ({ file, label: 0 as const }));
  await engine.run(
    { kind: 'embed', ...networkOfJob(network), faces },
    {
      signal: job.signal,
      onFact: (fact) => {
        if (fact.kind === 'progress') job.report({ done: fact.seen, total: fact.count, unit: 'images' });
        if (fact.kind !== 'embeddings') return;
        const { first, size, vectors } = fact;
        store.embeddings.record(
          evaluationId,
          Array.from({ length: vectors.length / size }, (_, i) => ({
            imageId: missing[first + i]?.imageId as ImageId, // the engine keeps the job's order
            vector: vectors.slice(i * size, (i + 1) * size),
          })),
        );
      },
    },
  );
  if (job.signal.aborted) throw new AppError('cancelled', 'The comparison of the faces was stopped.');
}
