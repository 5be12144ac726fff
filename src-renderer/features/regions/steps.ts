/** What has to be computed before anything can be said, in its order: maps, faces, shares. */
import type { Ledger, LocatedCounts, MapSet } from '#shared/contract/explanations.ts';
import type { Job, JobId, JobKind } from '#shared/contract/jobs.ts';
import type { DatasetId, EvaluationId } from '#shared/domain/records.ts';

export type StepKind = Extract<JobKind, 'explain' | 'locate-faces' | 'measure-regions'>;

export type Step = {
  readonly kind: StepKind;
  readonly title: string;
  readonly done: number;
  readonly total: number;
  /** What is counted: "faces". */
  readonly unit: string;
  readonly isDone: boolean;
  /** What can still be done when it is done: on a button; null = nothing. */
  readonly more: string | null;
  /** What has to be there before; null = nothing is missing. */
  readonly waitsFor: string | null;
  /** Times the duration of scoring a face, by arithmetic: a map is a pass forwards and one back to the layer. Null = not known before one ran. */
  readonly passes: number | null;
};

export type StepFacts = {
  readonly imageCount: number;
  readonly set: MapSet | null;
  /** Null while it is asked for. */
  readonly located: LocatedCounts | null;
  /** Null until a share is measured. */
  readonly ledger: Ledger | null;
};

export function stepsOf({ imageCount, set, located, ledger }: StepFacts): readonly Step[] {
  const mapCount = set?.mapCount ?? 0;
  const measuredCount = Math.min(mapCount, (set?.measuredCount ?? 0) + unmeasurable(ledger));
  const lookedAt = located === null ? 0 : located.imageCount - located.pending;
  return [
    {
      kind: 'explain',
      title: 'Heat maps',
      done: mapCount,
      total: imageCount,
      unit: 'tested faces',
      isDone: imageCount > 0 && mapCount >= imageCount,
      more: null,
      waitsFor: imageCount === 0 ? 'The test has no faces.' : null,
      passes: 3,
    },
    {
      kind: 'locate-faces',
      title: 'Faces located',
      done: lookedAt,
      total: located?.imageCount ?? 0,
      unit: 'pictures of the data set',
      isDone: located !== null && located.pending === 0,
      more: (located?.withTruth ?? 0) > (located?.error?.count ?? 0) ? 'Try the detector on the drawn faces' : null,
      waitsFor: null,
      passes: null,
    },
    {
      kind: 'measure-regions',
      title: 'Shares measured',
      done: measuredCount,
      total: mapCount,
      unit: 'maps',
      isDone: mapCount > 0 && measuredCount >= mapCount,
      more: null,
      waitsFor: mapCount === 0 ? 'Heat maps come first.' : null,
      passes: null,
    },
  ];
}

/** Maps that no measuring gives shares: they are empty, or nobody knows where the face is. */
const unmeasurable = (ledger: Ledger | null): number =>
  (ledger?.counts ?? []).reduce((sum, { empty, unlocated }) => sum + empty + unlocated, 0);

export type JobSubject = { readonly evaluationId: EvaluationId; readonly datasetId: DatasetId };

/** The job that does a step for this test: the one that was started here, else one that runs and leads to the test or its data. */
export function jobFor(
  kind: JobKind,
  {
    jobs,
    startedId,
    subject,
  }: { readonly jobs: readonly Job[]; readonly startedId: JobId | null; readonly subject: JobSubject },
): Job | null {
  const started = jobs.find(({ id }) => id === startedId);
  if (started !== undefined && started.status !== 'finished') return started;
  return jobs.find((job) => job.kind === kind && job.status === 'running' && isAbout(job, subject)) ?? null;
}

/** Of the address that a job leads to: the test's number anywhere in it, or the data set's. */
function isAbout({ kind, link }: Job, { evaluationId, datasetId }: JobSubject): boolean {
  if (link === null) return false;
  if (kind === 'locate-faces' && new RegExp(`^/datasets/${datasetId}(?!\\d)`).test(link)) return true;
  return new RegExp(`(evaluation|tests|predictions)[=/](%22)?([\\d,]*,)?${evaluationId}(?!\\d)`).test(link);
}
