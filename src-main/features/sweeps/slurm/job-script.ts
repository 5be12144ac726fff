/** The script of an array of trials, as sbatch takes it. One trial a task; each has a folder of its own, which is a workspace. */
import type { SlurmSettings } from '#shared/sweep/sweep-file.ts';

export type JobScript = {
  readonly jobName: string;
  /** Absolute: of the sweep. */
  readonly folder: string;
  /** Relative paths of the configurations start here. Absolute. */
  readonly workingFolder: string;
  /** Absolute: a file with a trial's id on each line; task n does line n + 1. */
  readonly list: string;
  readonly count: number;
  /** Program and first arguments of `facet`, absolute. */
  readonly facet: readonly string[];
  readonly settings: SlurmSettings;
};

/** Before a time limit, for the step under way and the saving. */
const SECONDS_TO_STOP = 120;

/**
 * A task whose trial has a run goes on with it: it was stopped, or Slurm starts the task again after a node failed. `exec`: then Slurm's signals reach Facet
 * itself, for which SIGINT means to stop after the step and keep everything.
 */
export function jobScript({ jobName, folder, workingFolder, list, count, facet, settings }: JobScript): string {
  const { parallel, partition, account, qos, time, cpus, mem, gres } = settings;
  const options = Object.entries({ partition, account, qos, time, 'cpus-per-task': cpus, mem, gres }).flatMap(
    ([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]),
  );
  const directives = [
    `--job-name=${jobName}`,
    `--array=0-${count - 1}${parallel === undefined ? '' : `%${parallel}`}`,
    `--output=${folder}/logs/%A_%a.txt`,
    '--open-mode=append',
    `--signal=B:INT@${SECONDS_TO_STOP}`,
    ...options,
  ];
  return `#!/bin/sh
${directives.map((directive) => `#SBATCH ${directive}`).join('\n')}
trial=$(sed -n "$((SLURM_ARRAY_TASK_ID + 1))p" ${quoted(list)})
folder=${quoted(folder)}/trials/$trial
cd ${quoted(workingFolder)} || exit 7
set -- --workspace "$folder/workspace"
run=$(ls "$folder/workspace/runs" 2>/dev/null | head -n 1)
if [ -n "$run" ]; then
  set -- "$@" --resume "$folder/workspace/runs/$run"
else
  set -- "$@" --config "$folder/config.yaml"
fi
exec ${facet.map(quoted).join(' ')} train "$@"
`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
