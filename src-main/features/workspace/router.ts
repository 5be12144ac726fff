import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import type { SpawnEngine } from '#main/engine/channel.ts';
import type { Store } from '#main/store/open.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import type { DeviceFacts, WorkspaceOverview } from '#shared/contract/workspace.ts';
import type { JobRegistry } from '../jobs/registry.ts';
import { os } from '../procedures.ts';
import { createSyntheticService } from '../synthetic/service.ts';
import { askDoctor } from './doctor.ts';
import type { ProgramLog } from './program-log.ts';
import { hasSample, makeSample, SAMPLE, type SampleDependencies, type SampleOptions } from './sample.ts';

export type WorkspaceDependencies = Omit<SampleDependencies, 'synthetic'> & {
  readonly jobs: JobRegistry;
  readonly log: ProgramLog;
  readonly spawnEngine: SpawnEngine;
  /** device.ts; asked once for all who want to know. */
  readonly askDevice: () => Promise<DeviceFacts>;
  readonly versions: Readonly<Record<string, string>>;
  /** A Node that runs scripts; null where the shell brings none. */
  readonly nodePath: string | null;
  readonly sample?: SampleOptions;
};

export function createWorkspaceRouter(dependencies: WorkspaceDependencies) {
  const { workspace, log, askDevice, versions, nodePath } = dependencies;
  return os.workspace.router({
    info: os.workspace.info.handler(({ context: { shell } }) => ({
      path: workspace,
      name: path.basename(workspace),
      version: versions['facet'] ?? 'unknown',
      versions: { ...versions },
      shell,
      knowsDroppedPaths: shell === 'window',
    })),
    overview: os.workspace.overview.handler(() => overviewOf(dependencies)),
    device: os.workspace.device.handler(askDevice),
    checks: os.workspace.checks.handler(() => askDoctor({ nodePath })),
    createSample: os.workspace.createSample.handler(() => ({ jobId: startSample(dependencies) })),
    log: os.workspace.log.handler(({ input }) => [...log.newest(input.lines)]),
  });
}

async function overviewOf({
  workspace,
  store,
}: Pick<WorkspaceDependencies, 'workspace' | 'store'>): Promise<WorkspaceOverview> {
  const { overview } = store;
  const disk = await statfs(workspace);
  return {
    ...overview.counts(),
    databaseBytes: databaseBytes(store),
    freeBytes: disk.bavail * disk.bsize,
    recentRuns: overview.recentRuns(),
    recentDatasets: overview.recentDatasets(),
    untestedRun: overview.untestedRun(),
    resumableRun: overview.resumableRun(),
    interruptedRun: overview.interruptedRun(),
    hasSample: hasSample({ workspace, store }),
  };
}

/** With its write-ahead log. */
const databaseBytes = ({ file }: Pick<Store, 'file'>): number =>
  [file, `${file}-wal`].reduce((total, one) => total + (statSync(one, { throwIfNoEntry: false })?.size ?? 0), 0);

/** The one that is under way, or a new one. */
function startSample({ jobs, spawnEngine, sample = SAMPLE, ...dependencies }: WorkspaceDependencies): JobId {
  const running = jobs.list().find(({ kind, status }) => kind === 'sample' && status === 'running');
  if (running !== undefined) return running.id;
  const { jobId } = jobs.start({
    kind: 'sample',
    title: 'Making the sample: drawing faces',
    link: '/',
    stopLabel: 'Stops the drawing and removes what was drawn',
    run: (job) =>
      makeSample({ ...dependencies, synthetic: createSyntheticService({ spawnEngine }) }, { job, options: sample }),
  });
  return jobId;
}
