import { Command, Option } from 'commander';
import { loadSweep } from '#main/features/sweeps/load-sweep.ts';
import { type ExecutorName, readSweepReport } from '#main/features/sweeps/sweeps.ts';
import type { SweepReport } from '#shared/sweep/standing.ts';
import { openBackend, type WorkspaceOptions, withWorkspace } from '../options.ts';
import { INTERRUPTED_EXIT_CODE, stopOnInterrupt } from '../stop-on-interrupt.ts';
import { createSweepScreen } from '../sweep-screen.ts';
import { sweepTable } from '../sweep-table.ts';
import { createTerminal } from '../terminal.ts';

type SweepOptions = WorkspaceOptions & { readonly executor: ExecutorName };

/** Options stand on the command itself: commander reads them there, whichever subcommand follows. */
export const sweepCommand = (): Command =>
  withWorkspace(new Command('sweep'))
    .description(
      'Trains every trial of a sweep: a grid, random draws or cases over any keys. Ctrl-C stops the running trial after its step and keeps everything; the same command goes on.',
    )
    .argument('<file>', 'the sweep, such as configs/sweeps/demo.yaml')
    .addOption(
      new Option('--executor <where>', 'local: here, one trial after the other; slurm: an array of jobs on a cluster')
        .choices(['local', 'slurm'])
        .default('local'),
    )
    .action(async (file: string, options: SweepOptions) => await runSweepCommand(file, options))
    .addCommand(
      new Command('status')
        .description(
          'Says where a sweep stands: state of each trial, the best so far, how long it will take. Changes nothing.',
        )
        .argument('<file>')
        .action(async (file: string, _: object, command: Command) => {
          const options = command.optsWithGlobals<SweepOptions>();
          const terminal = createTerminal({ json: options.json ?? false });
          const report = await readSweepReport(loadSweep(file), options.workspace);
          terminal.json(reportAsData(report));
          terminal.line(sweepTable(report));
        }),
    )
    .addCommand(
      new Command('stop')
        .description(
          'Ends what a cluster still does for a sweep: waiting trials at once, running ones after their step. Everything is kept.',
        )
        .argument('<file>')
        .action(async (file: string, _: object, command: Command) => {
          const options = command.optsWithGlobals<SweepOptions>();
          const terminal = createTerminal({ json: options.json ?? false });
          const sweep = loadSweep(file);
          await using backend = openBackend(options, 'facet sweep stop');
          const stopped = await backend.sweeps.stop(sweep);
          terminal.json({ stopped });
          terminal.line(`${stopped} ${stopped === 1 ? 'trial' : 'trials'} asked to stop.`);
        }),
    );

async function runSweepCommand(file: string, options: SweepOptions): Promise<void> {
  const terminal = createTerminal({ json: options.json ?? false });
  const sweep = loadSweep(file); // every trial is checked before anything is opened
  await using backend = openBackend(options, 'facet sweep');
  const screen = createSweepScreen(terminal);
  const isLocal = options.executor === 'local';
  const onFirst = () =>
    screen.say(
      isLocal
        ? 'Stopping after this step; everything is kept. Ctrl-C again ends at once.'
        : 'The trials go on in Slurm. The same command watches them again; `facet sweep stop` ends them.',
    );
  const { report, wasStopped } = await stopOnInterrupt(
    async (signal) => {
      const watch = { onReport: screen.show, onNote: screen.say, signal };
      return { report: await backend.sweeps.run(sweep, options.executor, watch), wasStopped: signal.aborted };
    },
    { onFirst },
  );
  screen.end(report);
  terminal.json(reportAsData(report));
  if (wasStopped) process.exitCode = INTERRUPTED_EXIT_CODE;
  else if (report.counts.failed > 0) process.exitCode = FAILED_EXIT_CODE;
}

/** A trial failed; the table says which and why. As of an engine that reported an error. */
const FAILED_EXIT_CODE = 11;

const reportAsData = ({ name, objective, trials, counts, best, remainingMs }: SweepReport) => ({
  ...{ name, objective, counts, remainingMs },
  best:
    best === null
      ? null
      : {
          trial: best.standing.trial.id,
          number: best.standing.trial.number,
          run: best.standing.run,
          value: best.value,
        },
  trials: trials.map(({ trial, state, word, run, history, epochMs, problem }) => ({
    ...{ trial: trial.id, number: trial.number, settings: trial.settings, state, word, run, problem },
    epochs: history.length,
    plannedEpochs: trial.config.num_epochs,
    history,
    durationMs: epochMs.reduce((sum, ms) => sum + ms, 0),
  })),
});
