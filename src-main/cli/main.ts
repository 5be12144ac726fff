/** `facet`: the same back end as the window's, without a page. */
import { Command, CommanderError } from 'commander';
import { AppError } from '#shared/errors.ts';
import { benchCommand } from './commands/bench.ts';
import { demoCommand } from './commands/demo.ts';
import { explainCommand } from './commands/explain.ts';
import { exportCommand } from './commands/export.ts';
import { predictCommand } from './commands/predict.ts';
import { runsCommand } from './commands/runs.ts';
import { serveCommand } from './commands/serve.ts';
import { sweepCommand } from './commands/sweep.ts';
import { synthCommand } from './commands/synth.ts';
import { testCommand } from './commands/test.ts';
import { trainCommand } from './commands/train.ts';
import { weightsCommand } from './commands/weights.ts';
import { exitCodeOf, printError } from './terminal.ts';

const EPILOGUE = `
Also: facet setup (brings what is missing), facet doctor (says what is there).

Exit codes: 0 done, 1 a fault of Facet's, 2 wrong command line, 3 configuration, 4 not set up, 5 no such device, 6 data, 7 no such file,
8 damaged or wrong file, 9 no such run, 10 not possible now, 11 TensorFlow failed, 12 the engine died, 13 out of memory, 14 disk full,
15 a download failed, 130 stopped by Ctrl-C: a training keeps everything.`;

/** Runs one command line and sets the process's exit code. Prints every error; throws none. */
export async function main(args: readonly string[]): Promise<void> {
  const json = args.includes('--json');
  const program = new Command('facet')
    .description('Trains, tests and explains classifiers of real and fake faces, on this machine.')
    .addHelpText('after', EPILOGUE)
    .exitOverride()
    .configureOutput({ outputError: () => undefined }); // printed once, below
  for (const command of [
    trainCommand,
    sweepCommand,
    testCommand,
    predictCommand,
    explainCommand,
    exportCommand,
    runsCommand,
    serveCommand,
    weightsCommand,
    synthCommand,
    demoCommand,
    benchCommand,
  ]) {
    program.addCommand(inherit(command(), program));
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return; // --help was printed
    const shown = error instanceof CommanderError ? usageError(error) : error;
    printError(shown, { json });
    process.exitCode = exitCodeOf(shown);
  }
}

/** Errors of subcommands are thrown like the program's own. */
function inherit(command: Command, program: Command): Command {
  command.copyInheritedSettings(program);
  for (const child of command.commands) inherit(child, program);
  return command;
}

const usageError = (error: CommanderError) =>
  new AppError('usage', error.message.replace(/^error: /, '').replace(/\n.*/s, ''), {
    hint: 'facet --help lists the commands; each has a --help of its own.',
  });
