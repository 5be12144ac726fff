/** Slurm's own commands: sbatch, squeue, sacct, scancel. */
import { execFile } from 'node:child_process';
import { AppError } from '#shared/errors.ts';

export type TaskState = {
  readonly jobName: string;
  readonly jobId: string;
  readonly task: number;
  readonly word: string;
};

export type Slurm = {
  /** Returns the job's id. @throws runtime_missing (no Slurm here), conflict (Slurm refuses it) */
  readonly submit: (script: string) => Promise<string>;
  /** Tasks of the jobs of these names that the controller still knows. @throws runtime_missing, conflict (the controller does not answer) */
  readonly queued: (jobNames: readonly string[]) => Promise<readonly TaskState[]>;
  /** From the accounting; empty where the cluster keeps none. */
  readonly accounted: (jobNames: readonly string[]) => Promise<readonly TaskState[]>;
  /** SIGINT to the task's own process: it stops after its step and keeps everything. */
  readonly interrupt: (task: string) => Promise<void>;
  /** For a task that waits. */
  readonly cancel: (task: string) => Promise<void>;
};

type Result = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

const DAYS_LOOKED_BACK = 60;
const MOST_OUTPUT_BYTES = 64 * 2 ** 20;

export function createSlurm(environment: NodeJS.ProcessEnv = process.env): Slurm {
  const run = (command: string, args: readonly string[]): Promise<Result> =>
    new Promise((resolve, reject) => {
      const options = { env: environment, maxBuffer: MOST_OUTPUT_BYTES };
      execFile(command, [...args], options, (error, stdout, stderr) => {
        if (error === null) return resolve({ exitCode: 0, stdout, stderr });
        if (typeof error.code === 'number') return resolve({ exitCode: error.code, stdout, stderr });
        reject(
          new AppError('runtime_missing', `\`${command}\` cannot be run: ${error.message}`, {
            hint: 'The Slurm executor needs the commands of a Slurm cluster on this machine (a login node has them).',
            cause: error,
          }),
        );
      });
    });
  const must = async (command: string, args: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await run(command, args);
    if (exitCode === 0) return stdout;
    throw new AppError('conflict', `\`${command}\` said: ${(stderr || stdout).trim() || `exit code ${exitCode}`}`, {
      hint: 'Check the `slurm:` section of the sweep, and that the cluster answers: sinfo.',
    });
  };

  return {
    submit: async (script) => {
      const answer = await must('sbatch', ['--parsable', script]);
      return answer.trim().split(';')[0] ?? ''; // "id" or "id;cluster"
    },
    queued: async (jobNames) => {
      const format = '%j|%F|%K|%T'; // name, array job, task, state
      const answer = await must('squeue', [
        '--noheader',
        '--array',
        '--states=all',
        `--name=${jobNames.join(',')}`,
        `--format=${format}`,
      ]);
      return linesOf(answer).flatMap((line) => {
        const [jobName = '', jobId = '', task = '', word = ''] = line.split('|');
        return stateOf({ jobName, jobId, task, word });
      });
    },
    accounted: async (jobNames) => {
      const since = `now-${DAYS_LOOKED_BACK}days`;
      const args = [
        '--noheader',
        '--parsable2',
        '--allocations',
        `--starttime=${since}`,
        `--name=${jobNames.join(',')}`,
      ];
      const { exitCode, stdout } = await run('sacct', [...args, '--format=JobName,JobID,State']);
      if (exitCode !== 0) return []; // no accounting on this cluster: squeue and the trials' folders say the rest
      return linesOf(stdout).flatMap((line) => {
        const [jobName = '', id = '', word = ''] = line.split('|');
        const [jobId = '', task = ''] = id.split('_');
        return stateOf({ jobName, jobId, task, word });
      });
    },
    interrupt: async (task) => void (await must('scancel', ['--batch', '--signal=INT', task])),
    cancel: async (task) => void (await must('scancel', [task])),
  };
}

const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

/** An array that still waits as a whole is listed with a range by some versions: then nothing is known of one task, which counts as waiting elsewhere. */
function stateOf({ task, ...state }: { jobName: string; jobId: string; task: string; word: string }): TaskState[] {
  return /^\d+$/.test(task) ? [{ ...state, task: Number(task) }] : [];
}
