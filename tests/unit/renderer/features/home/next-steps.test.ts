import { describe, expect, it } from 'vitest';
import { firstSteps, suggestions } from '#renderer/features/home/next-steps.ts';
import type { TrainingQueueState } from '#shared/contract/training.ts';
import type { RecentRun, WorkspaceOverview } from '#shared/contract/workspace.ts';
import { RunId } from '#shared/domain/records.ts';

const EMPTY: WorkspaceOverview = {
  datasetCount: 0,
  imageCount: 0,
  runCount: 0,
  runsByStatus: {},
  evaluationCount: 0,
  predictionCount: 0,
  databaseBytes: 0,
  freeBytes: 50e9,
  recentRuns: [],
  recentDatasets: [],
  untestedRun: null,
  interruptedRun: null,
  resumableRun: null,
  hasSample: false,
};

const RUN = { id: RunId.parse('01hzzzzzzzzzz'), name: 'calm-heron-1', hasTest: false } as RecentRun; // as much of it as is looked at

describe('the first steps', () => {
  it('are done one after another, as the workspace fills', () => {
    const done = (overview: Partial<WorkspaceOverview>) =>
      firstSteps({ ...EMPTY, ...overview }).map(({ isDone }) => isDone);
    expect(done({})).toEqual([false, false, false]);
    expect(done({ datasetCount: 1 })).toEqual([true, false, false]);
    expect(done({ datasetCount: 1, runCount: 1, recentRuns: [RUN] })).toEqual([true, true, false]);
    expect(done({ datasetCount: 1, runCount: 1, recentRuns: [{ ...RUN, hasTest: true }] })).toEqual([true, true, true]);
  });

  it('lead to the sample where it was made, and to the newest run where there is one', () => {
    const [, train, look] = firstSteps({ ...EMPTY, datasetCount: 2, hasSample: true });
    expect([train?.link, look?.link]).toEqual(['/configurations/edit?preset=sample', '/runs']);
    const later = firstSteps({ ...EMPTY, hasSample: true, runCount: 1, recentRuns: [RUN] });
    expect(later.map(({ link }) => link)).toEqual(['/datasets/add', '/configurations', `/runs/${RUN.id}`]);
  });
});

describe('what is suggested', () => {
  const IDLE: TrainingQueueState = { progress: null, waiting: [], hold: null };
  const ids = (overview: Partial<WorkspaceOverview>, queue: TrainingQueueState | null = IDLE) =>
    suggestions({ ...EMPTY, ...overview }, queue).map(({ id }) => id);

  it('is nothing where nothing presses', () => {
    expect(ids({})).toEqual([]);
    expect(ids({}, null)).toEqual([]);
  });

  it('is room on the disk first, then a queue that stands, then what was interrupted, then a test', () => {
    const all = { freeBytes: 1e9, interruptedRun: RUN, runsByStatus: { interrupted: 2 }, untestedRun: RUN };
    const held = { ...IDLE, waiting: [{}, {}] as TrainingQueueState['waiting'], hold: 'They wait for you.' };
    expect(ids(all, held)).toEqual(['disk', 'queue', 'resume', 'test']);
    const [, queue, resume] = suggestions({ ...EMPTY, ...all }, held);
    expect(queue?.text).toBe('2 trainings wait in the queue. They wait for you.');
    expect(resume?.text).toContain('2 runs were interrupted, calm-heron-1 last');
    expect(resume?.does).toEqual({ kind: 'resume', runId: RUN.id });
  });

  it('is no resuming while another training runs', () => {
    const training = { ...IDLE, progress: { name: 'other' } as TrainingQueueState['progress'] };
    expect(ids({ interruptedRun: RUN, runsByStatus: { interrupted: 1 } }, training)).toEqual([]);
  });
});
