/** The faces of an export, each with what is known of it and the map that is to lie over it. */
import { type SeenPart, seenPartOfTest } from '#main/media/seen-part.ts';
import type { Heatmap } from '#main/store/heatmaps.ts';
import type { Store } from '#main/store/open.ts';
import type { TestedFace } from '#main/store/tested-faces.ts';
import type { FaceChoice, OverlayChoice } from '#shared/contract/exports.ts';
import { type Label, predictedLabel } from '#shared/domain/labels.ts';
import { type Outcome, outcomeOf } from '#shared/domain/outcomes.ts';
import type { EvaluationId, EvaluationSummary, ImageId } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import type { GalleryLists } from '../predictions/gallery-lists.ts';

export type ExportedMap = Pick<Heatmap, 'values' | 'rows' | 'columns' | 'explainedClass'> & {
  /** Its own largest value. */
  readonly max: number;
};

export type ExportedFace = TestedFace & {
  readonly outcome: Outcome;
  readonly called: Label;
  /** Null where none was asked for, or none of the kind is there. */
  readonly map: ExportedMap | null;
};

export type ExportedTest = {
  readonly evaluation: EvaluationSummary;
  readonly runName: string | null;
  readonly threshold: number;
  readonly seen: SeenPart;
};

export type ChosenFaces = { readonly test: ExportedTest; readonly ids: readonly ImageId[] };

export type ChoiceRequest = {
  readonly evaluationId: EvaluationId;
  readonly choice: FaceChoice;
  readonly threshold: number | null;
};

type Dependencies = { readonly store: Store; readonly lists: GalleryLists };

/** @throws not_found, data_invalid (no face fits), usage (a gallery of another test) */
export function chooseFaces(
  { store, lists }: Dependencies,
  { evaluationId, choice, threshold }: ChoiceRequest,
): ChosenFaces {
  const evaluation = store.evaluations.get(evaluationId);
  if (choice.kind === 'shown' && choice.order.evaluationId !== evaluationId)
    throw new AppError('usage', 'The faces are those of another test.');
  const ids = choice.kind === 'faces' ? choice.imageIds : lists.ids(choice.order).slice(0, choice.limit);
  if (ids.length === 0) throw new AppError('data_invalid', 'No face fits: there is nothing to export.');
  const { runId } = evaluation;
  return {
    test: {
      evaluation,
      runName: runId === null ? null : store.runs.get(runId).name,
      threshold: threshold ?? lists.which({ evaluationId, filter: {}, threshold: null }).threshold,
      seen: seenPartOfTest(store, evaluation),
    },
    ids,
  };
}

/** In the order of the ids; one that the test did not see is left out. */
export const exportedFaces = (
  store: Store,
  { test, ids }: ChosenFaces,
  overlay: OverlayChoice | null,
): readonly ExportedFace[] =>
  store.testedFaces.list(test.evaluation.id, ids).map((face) => ({
    ...face,
    outcome: outcomeOf(face, test.threshold),
    called: predictedLabel(face.score, test.threshold),
    map: overlay === null ? null : mapOf(store, { face, evaluationId: test.evaluation.id, overlay }),
  }));

type MapWish = { readonly face: TestedFace; readonly evaluationId: EvaluationId; readonly overlay: OverlayChoice };

function mapOf(store: Store, { face, evaluationId, overlay }: MapWish): ExportedMap | null {
  const explained = overlay.explainedClass ?? predictedLabel(face.score);
  const found = store.heatmaps
    .ofImage(evaluationId, face.imageId)
    .find(
      ({ method, layer, explainedClass }) =>
        method === overlay.method && layer === overlay.layer && explainedClass === explained,
    );
  if (found === undefined) return null;
  const { values, rows, columns, explainedClass } = found;
  return { values, rows, columns, explainedClass, max: values.reduce((most, value) => Math.max(most, value), 0) };
}

/** The value at the top of the colours: the face's own, or the largest of all. */
export function topsOf(
  faces: readonly ExportedFace[],
  { top }: Pick<OverlayChoice, 'top'>,
): (face: ExportedFace) => number {
  const largest = faces.reduce((most, { map }) => Math.max(most, map?.max ?? 0), 0);
  return ({ map }) => (top === 'shared' ? largest : (map?.max ?? 0));
}
