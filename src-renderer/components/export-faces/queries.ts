/** What the export of faces asks the back end. */
import { skipToken, useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#renderer/api/client.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import type { EvaluationId } from '#shared/domain/records.ts';

export const useExportPictures = () =>
  useMutation(api.exports.pictures.mutationOptions({ meta: { showsError: true } }));
export const useExportReport = () => useMutation(api.exports.report.mutationOptions({ meta: { showsError: true } }));
export const useExportPredictions = () =>
  useMutation(api.exports.predictions.mutationOptions({ meta: { showsError: true } }));

/** What the job made, once it is done. */
export const useMade = (jobId: JobId | null) =>
  useQuery(api.exports.made.queryOptions({ input: jobId === null ? skipToken : { jobId } }));

export const useMapSets = (evaluationId: EvaluationId) =>
  useQuery(api.explanations.sets.queryOptions({ input: { evaluationId } }));
