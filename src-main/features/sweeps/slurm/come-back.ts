/** A sweep that was on a cluster goes on here: what its tasks left comes into the workspace, where it is resumed. */
import type { Store } from '#main/store/open.ts';
import { AppError } from '#shared/errors.ts';
import type { Sweep } from '#shared/sweep/plan-sweep.ts';
import { importRuns } from '../import-runs.ts';
import { sweepFolder } from '../planned-sweeps.ts';
import type { Slurm } from './commands.ts';
import { readRecords } from './records.ts';
import { phaseOf } from './states.ts';
import { trialFolder } from './trial-folder.ts';

type Parts = { readonly store: Store; readonly workspace: string; readonly slurm: Pick<Slurm, 'queued'> };

/** @throws conflict where the cluster still has trials of it */
export async function comeBack(sweep: Sweep, { store, workspace, slurm }: Parts): Promise<void> {
  const folder = sweepFolder(workspace, sweep.name);
  const names = readRecords(folder).submissions.map(({ jobName }) => jobName);
  if (names.length === 0) return;
  const active = (await tasksOf(names, slurm)).filter(({ word }) => phaseOf(word).kind !== 'over').length;
  if (active > 0)
    throw new AppError(
      'conflict',
      `The cluster still has ${active} ${active === 1 ? 'trial' : 'trials'} of the sweep "${sweep.name}".`,
      {
        hint: `Watch them with --executor slurm, or end them first: facet sweep stop ${sweep.file}`,
      },
    );
  for (const { id } of sweep.trials) {
    const own = trialFolder(folder, id);
    if (!own.isBegun()) continue;
    importRuns(own.workspace, { store, workspace }); // says so where a task still has it
    own.remove();
  }
}

async function tasksOf(names: readonly string[], slurm: Pick<Slurm, 'queued'>) {
  try {
    return await slurm.queued(names);
  } catch (error) {
    if (error instanceof AppError && error.code === 'runtime_missing') return []; // no cluster is reached from here: the folders' locks say who has them
    throw error;
  }
}
