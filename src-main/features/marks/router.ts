/** Tags and notes on pictures, verdicts on mistakes; each change can be undone. */

import type { Reviser } from '../curation/revise.ts';
import { os } from '../procedures.ts';
import { createVerdictApplier } from './apply-verdicts.ts';
import { createMarking, type MarkingDependencies } from './marking.ts';

export type MarksDependencies = MarkingDependencies & { readonly revise: Reviser };

export function createMarksRouter(dependencies: MarksDependencies) {
  const { store } = dependencies;
  const marking = createMarking(dependencies);
  const applyVerdicts = createVerdictApplier(dependencies);
  const { marks } = os;
  return marks.router({
    tags: marks.tags.handler(() => [...store.marks.tags()]),
    of: marks.of.handler(({ input }) => store.marks.of(store.images.get(input.imageId).id)),
    tag: marks.tag.handler(({ input }) => ({ changedCount: marking.tag(input) })),
    note: marks.note.handler(({ input }) => ({ changedCount: marking.note(input) })),
    judge: marks.judge.handler(({ input }) => ({ changedCount: marking.judge(input) })),
    pending: marks.pending.handler(({ input }) => store.marks.pendingCounts(store.datasets.get(input.datasetId).id)),
    applyVerdicts: marks.applyVerdicts.handler(({ input }) => applyVerdicts(input)),
  });
}
