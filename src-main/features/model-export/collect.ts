/** Reads out of the store what a model card tells of weights. */
import path from 'node:path';
import type { Store } from '#main/store/open.ts';
import { DEFAULT_THRESHOLD, FAKE, type Label } from '#shared/domain/labels.ts';
import type { EvaluationSummary, Run } from '#shared/domain/records.ts';
import { reportFigures } from '../exports/report-figures.ts';
import { configOfRun } from '../training/request.ts';
import { facesOfRun } from '../training/run-faces.ts';
import { readCatalogue } from '../weights/catalogue.ts';
import type { CardFacts, CardTest, CardTraining, ClassCounts } from './facts.ts';
import { plain } from './markdown.ts';

/** More would be a list and no card. */
const MOST_TESTS = 6;

export async function collectFacts(
  store: Store,
  run: Run,
  weightsSha256: string,
): Promise<Pick<CardFacts, 'training' | 'tests' | 'frozen'>> {
  const frozen = store.operatingPoints.find(weightsSha256);
  const threshold = frozen?.threshold ?? DEFAULT_THRESHOLD;
  const tests: CardTest[] = [];
  for (const test of newestTests(store, run, weightsSha256)) tests.push(await testOf(store, { test, threshold }));
  return { training: trainingOf(store, run, weightsSha256), tests, frozen };
}

/** Of each data set and split the newest that is whole. */
function newestTests(store: Store, run: Run, weightsSha256: string): readonly EvaluationSummary[] {
  const newest = new Map<string, EvaluationSummary>();
  for (const test of store.evaluations.list({ runId: run.id })) {
    if (test.status !== 'finished' || test.checkpointSha256 !== weightsSha256) continue;
    const key = `${test.datasetId} ${test.splitName}`;
    if (!newest.has(key)) newest.set(key, test);
  }
  return [...newest.values()].slice(0, MOST_TESTS);
}

async function testOf(
  store: Store,
  { test, threshold }: { readonly test: EvaluationSummary; readonly threshold: number },
): Promise<CardTest> {
  const { n, confusion, figures } = await reportFigures(store, { evaluationId: test.id, threshold });
  const fake = confusion.fakeCalledFake + confusion.fakeCalledReal;
  return {
    datasetName: test.datasetName,
    splitName: test.splitName,
    threshold,
    faces: { fake, real: n - fake },
    figures,
    testedAtMs: test.createdAtMs,
  };
}

function trainingOf(store: Store, run: Run, weightsSha256: string): CardTraining {
  const { train, valid } = facesOfRun(store, run.id);
  const groups = new Set([...train, ...valid].flatMap(({ group }) => group ?? []));
  const dataset = store.datasets.get(run.datasetId);
  const config = configOfRun(run);
  const checkpoint = store.checkpoints.list(run.id).find(({ sha256 }) => sha256 === weightsSha256);
  const { pretrained: isPretrained, weights } = config.model;
  const pretrained = isPretrained && weights === '' ? readCatalogue().weights[config.network] : null;
  return {
    runName: run.name,
    notes: run.notes,
    datasetName: dataset.name,
    csv: path.basename(dataset.csvPath),
    fingerprint: run.datasetFingerprint,
    revision: store.runs.detail(run.id).datasetRevision,
    train: countsOf(train),
    valid: countsOf(valid),
    splitSeed: run.splitSeed,
    groupCount: groups.size === 0 ? null : groups.size,
    config,
    device: run.device,
    epoch: checkpoint?.epoch ?? null,
    lastEpoch: run.lastEpoch,
    beganWith: beganWith(run, pretrained?.title ?? null),
    licence: pretrained === null ? licenceOfParent(run) : licenceWords(pretrained, readCatalogue().terms),
    versions: run.versions,
  };
}

function beganWith(run: Run, pretrained: string | null): string | null {
  if (pretrained !== null) return `torchvision's ${pretrained}`;
  return run.parentCheckpoint === null ? null : `the weights ${path.basename(run.parentCheckpoint)}`;
}

const licenceOfParent = ({ parentCheckpoint: file }: Run): string | null =>
  file === null
    ? null
    : `The weights were trained on from those of ${plain(path.basename(file))}: what holds for them holds here too. Nobody stated a licence for what the training added.`;

const licenceWords = (
  { title, licence }: { readonly title: string; readonly licence: string },
  terms: string,
): string =>
  `The weights were trained on from torchvision's ${title} (${licence}). ${terms} Nobody stated a licence for what the training added.`;

function countsOf(faces: readonly { readonly label: Label }[]): ClassCounts {
  const fake = faces.filter(({ label }) => label === FAKE).length;
  return { fake, real: faces.length - fake };
}
