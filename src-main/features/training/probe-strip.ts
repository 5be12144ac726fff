/** The pinned faces of a run with their scores after each epoch; heat maps have addresses of their own. */
import type { Store } from '#main/store/open.ts';
import type { ProbeScore } from '#main/store/probes.ts';
import type { ProbeStrip } from '#shared/contract/training.ts';
import type { RunId } from '#shared/domain/records.ts';

export type ProbeStripDependencies = { readonly store: Pick<Store, 'probes' | 'runs'> };

/** @throws not_found */
export function probeStrip(runId: RunId, { store }: ProbeStripDependencies): ProbeStrip {
  store.runs.get(runId); // a run that is not there has no faces: it says so
  const faces = store.probes.pinned(runId);
  const scores = store.probes.list(runId);
  return {
    faces: [...faces],
    layer: scores.at(-1)?.layer ?? null,
    epochs: [...Map.groupBy(scores, ({ epoch }) => epoch)].map(([epoch, ofEpoch]) => ({
      epoch,
      results: inOrder(faces, ofEpoch),
    })),
  };
}

function inOrder(faces: readonly { readonly imageId: number }[], scores: readonly ProbeScore[]) {
  const byImage = new Map(scores.map((score) => [score.imageId as number, score]));
  return faces.flatMap(({ imageId }) => {
    const found = byImage.get(imageId);
    if (found === undefined) return [];
    return [{ imageId: found.imageId, score: found.score, explainedClass: found.explainedClass, hasHeatmap: true }];
  });
}
