/** What the page of one face asks the back end. Events make the answers stale. */
import { keepPreviousData, skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { api, queryClient } from '#renderer/api/client.ts';
import { orderOf } from '#renderer/components/gallery-order.ts';
import type { MapSetKey } from '#shared/contract/explanations.ts';
import type { GallerySearch } from '#shared/contract/predictions.ts';
import type { Covering } from '#shared/domain/explanations.ts';
import type { Label } from '#shared/domain/labels.ts';
import type { EvaluationId, ImageId, PictureId } from '#shared/domain/records.ts';

export type FaceKey = { readonly evaluationId: EvaluationId; readonly imageId: ImageId };

export const useFace = ({ evaluationId, imageId }: FaceKey) =>
  useQuery(api.faces.get.queryOptions({ input: { evaluationId, imageId } }));

export const useTest = (evaluationId: EvaluationId) =>
  useQuery(api.predictions.test.queryOptions({ input: { evaluationId } }));

export const useScores = (pictureId: PictureId) => useQuery(api.faces.scores.queryOptions({ input: { pictureId } }));

const NEIGHBOURS = 12;

export const useNeighbours = ({ evaluationId, imageId }: FaceKey) =>
  useQuery(api.faces.neighbours.queryOptions({ input: { evaluationId, imageId, limit: NEIGHBOURS } }));

export const useEmbed = () => useMutation(api.faces.embed.mutationOptions());

/** The embedding of this test that runs; null = none. */
export const useRunningEmbedding = (evaluationId: EvaluationId) =>
  useQuery(
    api.jobs.list.queryOptions({
      select: (jobs) =>
        jobs.find(
          ({ kind, status, link }) =>
            kind === 'embed' && status === 'running' && link === `/predictions/${evaluationId}`,
        ) ?? null,
    }),
  );

export const useMapSets = (evaluationId: EvaluationId) =>
  useQuery(api.explanations.sets.queryOptions({ input: { evaluationId } }));

/** That the network offers. */
export const useMapLayers = (evaluationId: EvaluationId) =>
  useQuery(api.explanations.layers.queryOptions({ input: { evaluationId } }));

export type MapQuestion = MapSetKey & { readonly imageId: ImageId; readonly explainedClass: Label | null };

/** Makes the map where it is not there: that may take seconds. Null = it is not wanted. */
export const useMap = (question: MapQuestion | null) =>
  useQuery(api.explanations.map.queryOptions({ input: question ?? skipToken }));

export const useLocatedFace = (imageId: ImageId | null) =>
  useQuery(api.explanations.face.queryOptions({ input: imageId === null ? skipToken : { imageId } }));

/** Looks for the faces of the whole data set: a job. */
export const useLocate = () => useMutation(api.explanations.locate.mutationOptions());

export const useKnockedOut = ({ evaluationId, imageId }: FaceKey, covering: Covering) =>
  useQuery(api.perturbations.knockedOutFace.queryOptions({ input: { evaluationId, imageId, covering } }));

export const useDevice = () => useQuery(api.workspace.device.queryOptions());

export const useMarks = (imageId: ImageId) => useQuery(api.marks.of.queryOptions({ input: { imageId } }));
export const useTag = () => useMutation(api.marks.tag.mutationOptions());
export const useJudge = () => useMutation(api.marks.judge.mutationOptions());
export const useNote = () => useMutation(api.marks.note.mutationOptions());

/** Where the face stands in its gallery, and what is beside it. */
export const usePlace = ({ evaluationId, imageId }: FaceKey, search: GallerySearch) =>
  useQuery(
    api.predictions.place.queryOptions({
      input: { ...orderOf(search, { evaluationId, threshold: search.threshold ?? null }), imageId },
      placeholderData: keepPreviousData,
    }),
  );

/** The face beside this one, so that stepping shows it at once. */
export function prefetchFace({ evaluationId, imageId }: FaceKey): void {
  void queryClient.prefetchQuery(api.faces.get.queryOptions({ input: { evaluationId, imageId } }));
}

export const useExportFace = () => useMutation(api.exports.face.mutationOptions());
