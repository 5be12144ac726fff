/** One tested face: what is known of it, and its like. */
import { seenPartOfTest } from '#main/media/seen-part.ts';
import type { Store } from '#main/store/open.ts';
import type { TestedFace } from '#shared/contract/faces.ts';
import { outcomeOf } from '#shared/domain/outcomes.ts';
import type { EvaluationId, ImageId } from '#shared/domain/records.ts';
import { os } from '../procedures.ts';
import { createEmbedder, type EmbedderDependencies } from './embedder.ts';
import { fileProblem } from './file-problem.ts';
import { nearestFaces } from './nearest.ts';

export type FacesDependencies = EmbedderDependencies;

export function createFacesRouter(dependencies: FacesDependencies) {
  const { store } = dependencies;
  const embed = createEmbedder(dependencies);
  return os.faces.router({
    get: os.faces.get.handler(({ input }) => testedFace(store, input)),
    scores: os.faces.scores.handler(({ input }) =>
      store.testedFaces.scores(input.pictureId).map((row) => ({ ...row, outcome: outcomeOf(row, row.threshold) })),
    ),
    neighbours: os.faces.neighbours.handler(async ({ input: { evaluationId, imageId, limit }, signal }) => {
      const { threshold, imageCount } = store.evaluations.get(evaluationId);
      const nearest = await nearestFaces(store, evaluationId, { imageId, limit, signal });
      const embeddedCount = store.embeddings.count(evaluationId);
      if (nearest === null) return { embeddedCount, imageCount, nearest };
      const similarities = new Map(nearest.map((similar) => [similar.imageId, similar.similarity]));
      const faces = store.testedFaces.list(
        evaluationId,
        nearest.map((similar) => similar.imageId),
      );
      return {
        embeddedCount,
        imageCount,
        nearest: faces.map(({ imageId: id, path, label, score }) => ({
          ...{ imageId: id, path, label, score },
          outcome: outcomeOf({ label, score }, threshold),
          similarity: similarities.get(id) ?? 0,
        })),
      };
    }),
    embed: os.faces.embed.handler(({ input }) => ({ jobId: embed(input.evaluationId) })),
  });
}

/** @throws not_found */
async function testedFace(
  store: Store,
  { evaluationId, imageId }: { readonly evaluationId: EvaluationId; readonly imageId: ImageId },
): Promise<TestedFace> {
  const test = store.evaluations.get(evaluationId);
  const face = store.testedFaces.get(evaluationId, imageId);
  const { file, sha256, width, height, sizeBytes, format, source, group, metadata } = store.images.get(imageId);
  const { checkpointFile, checkpointSha256, datasetId, datasetName, splitName, threshold, runId } = test;
  return {
    ...{ evaluationId, checkpointFile, checkpointSha256, datasetId, datasetName, splitName, threshold, runId },
    runName: runId === null ? null : store.runs.get(runId).name,
    ...face,
    ...{ file, sizeBytes, format, source, group, metadata },
    picture: { width, height },
    ...seenPartOfTest(store, test),
    problem: await fileProblem(file, { sha256, sizeBytes }),
  };
}
