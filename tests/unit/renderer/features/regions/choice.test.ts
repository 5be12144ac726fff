import { describe, expect, it } from 'vitest';
import { chosenMaps, chosenTests, gridWords, namesOf, type TestWithRun } from '#renderer/features/regions/choice.ts';
import { aboutWords, estimate } from '#renderer/features/regions/estimate.ts';
import { facesLink } from '#renderer/features/regions/gallery-link.ts';
import { regionsSearch, testsOf } from '#renderer/features/regions/search.ts';
import { jobFor, stepsOf } from '#renderer/features/regions/steps.ts';
import type { LocatedCounts, MapSet } from '#shared/contract/explanations.ts';
import { type Job, JobId } from '#shared/contract/jobs.ts';
import { GallerySearch } from '#shared/contract/predictions.ts';
import { DatasetId, EvaluationId } from '#shared/domain/records.ts';

const id = (number: number) => EvaluationId.parse(number);

const test = (number: number, facts: { status?: string; place?: string; name?: string } = {}) =>
  ({
    test: { id: id(number), status: facts.status ?? 'finished', checkpointFile: 'runs/x/best.safetensors' },
    run: { name: facts.name ?? `run-${number}`, place: facts.place ?? 'active' },
  }) as TestWithRun; // as much of it as is looked at

const SET: MapSet = {
  evaluationId: id(12),
  method: 'grad-cam',
  layer: 'layer4',
  rows: 7,
  columns: 7,
  cellPx: { width: 32, height: 32 },
  mapCount: 90,
  imageCount: 100,
  measuredCount: 80,
  max: 3,
};
const LAYERS = [
  { layer: 'layer3', rows: 14, columns: 14, isDefault: false },
  { layer: 'layer4', rows: 7, columns: 7, isDefault: true },
];

describe('what a link chooses', () => {
  it('reads one test or two, each once, whatever the router made of them', () => {
    expect(testsOf(regionsSearch({ tests: 12 }))).toEqual([12]);
    expect(testsOf(regionsSearch({ tests: '12,14,12' }))).toEqual([12, 14]);
    expect(testsOf(regionsSearch({ tests: 'x,-1,3,4,5' }))).toEqual([3, 4]);
    expect(regionsSearch({ method: 'nothing', tab: 7, threshold: 2 })).toEqual({});
  });

  it('takes the newest finished test whose run is in use where none is named', () => {
    const tests = [test(5, { status: 'running' }), test(4, { place: 'trashed' }), test(3), test(2)];
    expect(chosenTests({}, tests).chosen.map((each) => each.test.id)).toEqual([3]);
    expect(chosenTests({ tests: '4,9' }, tests)).toMatchObject({ chosen: [{ test: { id: 4 } }], missing: [9] });
    expect(chosenTests({}, []).chosen).toEqual([]);
    expect(chosenTests({}, [test(4, { place: 'trashed' })]).chosen).toHaveLength(1);
  });

  it('tells two tests of one run apart', () => {
    expect(namesOf([test(1), test(2)])).toEqual(['run-1', 'run-2']);
    expect(namesOf([test(1, { name: 'same' }), test(2, { name: 'same' })])).toEqual(['same, test 1', 'same, test 2']);
  });

  it("takes the network's last layer unless the link names one that it has", () => {
    const offer = { sets: [SET], layers: LAYERS };
    expect(chosenMaps({}, offer)).toMatchObject({ method: 'grad-cam', layer: { layer: 'layer4' }, set: SET });
    expect(chosenMaps({ layer: 'layer3' }, offer)).toMatchObject({ layer: { layer: 'layer3' }, set: null });
    expect(chosenMaps({ layer: 'features.29' }, offer)?.layer.layer).toBe('layer4');
    expect(chosenMaps({}, { sets: [], layers: [] })).toBeNull();
  });

  it('says how fine a map is, and which layer is finer', () => {
    const [layer3, layer4] = LAYERS as [(typeof LAYERS)[number], (typeof LAYERS)[number]];
    const offer = { sets: [SET], layers: LAYERS };
    expect(gridWords(layer4, offer)).toBe(
      '7 × 7 cells of 32 × 32 px; smaller parts than one cell cannot be told apart. layer3 has 14 × 14.',
    );
    expect(gridWords(layer3, offer)).toContain('14 × 14 cells of 16 × 16 px');
    expect(gridWords(layer4, { sets: [], layers: LAYERS })).toContain('7 × 7 cells; ');
  });

  it('leads from a cell to its faces, in the words of the gallery', () => {
    const link = facesLink(SET, { outcome: 'fake-called-real', region: 'mouth', threshold: 0.5 });
    const url = new URL(link, 'http://facet');
    expect(url.pathname).toBe('/predictions/12');
    const read = Object.fromEntries(
      [...url.searchParams].map(([key, value]) => [key, key === 'sort' ? value : JSON.parse(value)]),
    );
    expect(GallerySearch.parse(read)).toEqual({
      filter: {
        outcomes: ['fake-called-real'],
        region: { region: 'mouth', method: 'grad-cam', layer: 'layer4', share: { from: null, below: null } },
      },
      sort: 'region',
      rising: false,
      threshold: 0.5,
    });
  });
});

const job = (facts: Partial<Job>): Job => ({
  id: JobId.parse('a'),
  kind: 'explain',
  title: 'Heat maps',
  status: 'running',
  progress: null,
  startedAtMs: 0,
  endedAtMs: null,
  remainingMs: null,
  error: null,
  link: null,
  stopLabel: null,
  ...facts,
});

describe('what has to be computed', () => {
  const located: LocatedCounts = {
    imageCount: 200,
    found: 150,
    none: 5,
    several: 1,
    pending: 44,
    withTruth: 0,
    error: null,
    model: 'x',
  };

  it('counts each step, and counts maps without shares as looked at', () => {
    const counts = { outcome: 'fake-called-fake' as const, tested: 100, mapped: 90, empty: 4, unlocated: 6 };
    const ledger = { ...SET, threshold: 0.5, cells: [], counts: [counts] };
    const steps = stepsOf({ imageCount: 100, set: SET, located, ledger });
    expect(steps.map(({ done, total, isDone }) => [done, total, isDone])).toEqual([
      [90, 100, false],
      [156, 200, false],
      [90, 90, true],
    ]);
    const fresh = stepsOf({ imageCount: 100, set: null, located: null, ledger: null });
    expect(fresh.map(({ waitsFor }) => waitsFor)).toEqual([null, null, 'Heat maps come first.']);
  });

  it('finds the job of this test, and no other', () => {
    const subject = { evaluationId: id(12), datasetId: DatasetId.parse(3) };
    const found = (facts: Partial<Job>, kind: Job['kind'] = 'explain') =>
      jobFor(kind, { jobs: [job({ kind, ...facts })], startedId: null, subject }) !== null;
    expect(found({ link: '/regions?tests=12' })).toBe(true);
    expect(found({ link: '/regions?tests=7,12&tab=matters' })).toBe(true);
    expect(found({ link: '/predictions/12' })).toBe(true);
    expect(found({ link: '/runs/01h?tab=tests&evaluation=12' })).toBe(true);
    expect(found({ link: '/regions?tests=123' })).toBe(false);
    expect(found({ link: '/regions?tests=12', status: 'finished' })).toBe(false);
    expect(found({ link: '/datasets/3' }, 'locate-faces')).toBe(true);
    expect(found({ link: '/datasets/31' }, 'locate-faces')).toBe(false);
    const failed = job({ status: 'failed' });
    expect(jobFor('explain', { jobs: [failed], startedId: failed.id, subject })).toBe(failed);
  });

  it('estimates by the last job of the kind, else by how long scoring took, else not at all', () => {
    const known = { jobs: [], durationMs: 10_000, imageCount: 100 };
    expect(estimate({ kind: 'explain', count: 50, passes: 3 }, known)).toEqual({ ms: 15_000, isMeasured: false });
    expect(estimate({ kind: 'locate-faces', count: 50, passes: null }, known)).toBeNull();
    const progress = { done: 40, total: 40, unit: 'images' };
    const jobs = [job({ status: 'finished', startedAtMs: 1_000, endedAtMs: 5_000, progress })];
    expect(estimate({ kind: 'explain', count: 50, passes: 3 }, { ...known, jobs })).toEqual({
      ms: 5_000,
      isMeasured: true,
    });
  });

  it('says a duration as one says it', () => {
    const words = [3_000, 31_000, 100_000, 4_000_000].map((ms) => aboutWords({ ms, isMeasured: true }));
    expect(words).toEqual(['a few seconds', 'about 40 s', 'about 2 min', 'about 1 h 7 min']);
    expect(aboutWords({ ms: 31_000, isMeasured: false })).toBe('at most about 40 s');
    expect(aboutWords(null)).toBe('');
  });
});
