/** What a configuration would mean on this machine, before it is started: counts as its training would have them, disk, memory, time, and findings. */
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Store } from '#main/store/open.ts';
import { parseExperiment } from '#shared/config/parse.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import type { Finding, Preflight } from '#shared/contract/configurations.ts';
import type { DeviceFacts } from '#shared/contract/workspace.ts';
import { NETWORK_NAMES } from '#shared/domain/networks.ts';
import type { DatasetSummary } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import { MAX_BAD_SHARE } from '../datasets/prepare.ts';
import { beginsPretrained, normalizationDoubt, startWeightsOf } from '../training/request.ts';
import { absentFromMirror, type Pretrained, type PretrainedState } from '../weights/pretrained.ts';
import { auditFindings, finding, machineFindings, RANKS, refusal, splitFindings } from './findings.ts';
import { type createSplitCounter, findCsv, totalOf } from './known-data.ts';
import { diskNeed, memoryNeed } from './needs.ts';
import type { NetworkBook } from './networks.ts';
import { precisionFindings } from './precision-finding.ts';
import { chosenDevice, estimateSpeed, measuredFor, speedKeyOf } from './speed.ts';

export type PreflightDependencies = {
  readonly workspace: string;
  readonly store: Store;
  readonly networks: NetworkBook;
  readonly askDevice: () => Promise<DeviceFacts>;
  readonly countSplit: ReturnType<typeof createSplitCounter>;
  readonly pretrained: Pick<Pretrained, 'stateOf'>;
};

/** What errors call a text that is not in a file. */
export const THIS_TEXT = 'The configuration';

/** @throws config_invalid, and what asking for network and device throws */
export async function preflight(yaml: string, dependencies: PreflightDependencies): Promise<Preflight> {
  const { config } = parseExperiment(yaml, { file: THIS_TEXT });
  const { workspace, store, networks, askDevice } = dependencies;
  const data = await lookUpData(dependencies, config);
  const counts = data.split === null ? null : { train: totalOf(data.split.train), valid: totalOf(data.split.valid) };
  const facts = await networks.facts({
    network: config.network,
    ...config.input_size,
    channels: config.model.in_channels === 1 ? 1 : 3,
  });
  const deviceFacts = await askDevice();
  const device = chosenDevice(config, deviceFacts);
  const key = speedKeyOf(config, device);
  const speeds = store.speeds.ofDevice(key.device);
  const { bavail, bsize } = await statfs(workspace);
  const machine = {
    disk: diskNeed(config, facts, { freeBytes: bavail * bsize, counts }),
    memory: memoryNeed(config, {
      ...{ facts, device, counts },
      measured: measuredFor(key, speeds),
      freeBytes: process.availableMemory(),
    }),
    device: { asked: config.device, willBe: device.name, isAvailable: device.isAvailable },
  };
  const estimateOf = (network: string) => estimateSpeed({ ...key, network }, speeds, counts);
  return {
    ...machine,
    split: data.split,
    estimate: estimateOf(config.network),
    networks: NETWORK_NAMES.map((name) => ({ name, estimate: estimateOf(name) })),
    findings: [
      ...data.findings,
      ...weightsFindings(config, dependencies),
      ...machineFindings(machine, facts),
      ...precisionFindings(config, deviceFacts),
    ].toSorted((a, b) => RANKS[a.level] - RANKS[b.level]),
  };
}

type DataFacts = { readonly split: Preflight['split']; readonly findings: readonly Finding[] };

async function lookUpData({ store, countSplit }: PreflightDependencies, config: ExperimentConfig): Promise<DataFacts> {
  const { train, valid } = config.data;
  const own = await lookUpCsv(store, { csvPath: train, path: 'data.train' });
  const other = valid === '' ? null : await lookUpCsv(store, { csvPath: valid, path: 'data.valid' });
  const findings = [...own.findings, ...(other?.findings ?? []), ...testFindings(config)];
  if (own.dataset === null || other?.dataset === null) return { split: null, findings };
  const { id, name } = own.dataset;
  try {
    const counts = countSplit(config, { own: own.dataset, other: other?.dataset ?? null });
    const split = { ...counts, revision: store.revisions.inForce(id).number, datasetId: id, datasetName: name };
    return { split, findings: [...findings, ...splitFindings(config, counts), ...datasetFindings(store, own.dataset)] };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { split: null, findings: [...findings, refusal(error, { path: 'data.random_split' })] }; // to say so is what this is for
  }
}

type CsvFacts = { readonly dataset: DatasetSummary | null; readonly findings: readonly Finding[] };

async function lookUpCsv(
  store: Store,
  { csvPath, path: key }: { readonly csvPath: string; readonly path: string },
): Promise<CsvFacts> {
  const name = path.basename(csvPath);
  const about = { path: key, link: `/datasets/add?path=${encodeURIComponent(path.resolve(csvPath))}` };
  try {
    const found = await findCsv(store, csvPath);
    if (found.kind === 'known') return { dataset: found.dataset, findings: [] };
    const text =
      found.kind === 'unknown'
        ? `${name} is in no data set of this workspace yet: its faces are checked when training starts. Add it to see its split and its first batch before.`
        : `${name} has changed since it was added: its faces are checked again when training starts. Add it again to see its split and its first batch before.`;
    return { dataset: null, findings: [finding(found.kind === 'unknown' ? 'info' : 'warning', text, about)] };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { dataset: null, findings: [refusal(error, { path: key })] };
  }
}

function pretrainedFindings({ file, fileName, sizeBytes, comesFrom }: PretrainedState): readonly Finding[] {
  const about = { path: 'model.pretrained' };
  if (file !== null) return [];
  if (comesFrom.kind === 'folder') return [refusal(absentFromMirror(comesFrom.folder, fileName), about)];
  const megabytes = (sizeBytes / 1e6).toFixed(0);
  const host = new URL(comesFrom.address).host;
  const text = `${fileName} (${megabytes} MB) is downloaded from ${host} before training starts, once for all runs.`;
  return [finding('info', text, about)];
}

function testFindings({ data: { test } }: ExperimentConfig): readonly Finding[] {
  const about = { path: 'data.test' };
  if (test === '')
    return [finding('info', 'No test data are named: what the run can do on faces it never saw stays open.', about)];
  return existsSync(test) ? [] : [finding('warning', `There is no file "${test}" to test with later.`, about)];
}

function datasetFindings(store: Store, { id, badCount, imageCount }: DatasetSummary): readonly Finding[] {
  const link = `/datasets/${id}`;
  const share = badCount / (badCount + imageCount);
  const bad =
    share > MAX_BAD_SHARE
      ? [
          finding(
            'warning',
            `${badCount} rows of the CSV (${(100 * share).toFixed(1)} %) cannot be used and are left out.`,
            { link },
          ),
        ]
      : [];
  return [...bad, ...auditFindings(store.audits.find(id), `${link}?tab=audit`)];
}

/** A run may start from weights: they have to be there, or are downloaded first. */
function weightsFindings(config: ExperimentConfig, { pretrained }: PreflightDependencies): readonly Finding[] {
  const key = config.checkpoint === '' ? 'model.weights' : 'checkpoint';
  try {
    startWeightsOf(config);
    if (!beginsPretrained(config)) return [];
    const doubt = normalizationDoubt(config);
    return [
      ...pretrainedFindings(pretrained.stateOf(config.network)),
      ...(doubt === null ? [] : [finding('warning', doubt, { path: 'normalization' })]),
    ];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [refusal(error, { path: key })];
  }
}
