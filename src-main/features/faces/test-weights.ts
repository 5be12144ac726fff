/** The weights that a test was made with, as long as they are there. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Store } from '#main/store/open.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import type { EvaluationId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import { configOfRun } from '../training/request.ts';

export type TestWeights = { readonly file: string; readonly config: ExperimentConfig };

/** @throws not_found, conflict (the weights are gone, or others are in their place) */
export async function weightsOfTest(
  { store, workspace }: { readonly store: Store; readonly workspace: string },
  evaluationId: EvaluationId,
): Promise<TestWeights> {
  const test = store.evaluations.get(evaluationId);
  if (test.runId === null)
    throw new AppError('conflict', `The weights of test ${evaluationId} belong to no run of this workspace.`, {
      hint: 'Test a checkpoint of a run.',
    });
  const run = store.runs.get(test.runId);
  const kept = store.checkpoints.list(run.id).find(({ sha256 }) => sha256 === test.checkpointSha256);
  const candidates = [
    ...(kept === undefined ? [] : [path.join(workspace, run.folder, kept.file)]),
    test.checkpointFile,
  ];
  for (const file of candidates.filter((candidate) => existsSync(candidate)))
    if ((await hashOf(file)) === test.checkpointSha256) return { file, config: configOfRun(run) };
  throw new AppError(
    'conflict',
    `The weights that ${run.name} was tested with are gone, or others are in their place.`,
    {
      hint: 'Test the run again with the weights that it has now.',
    },
  );
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
