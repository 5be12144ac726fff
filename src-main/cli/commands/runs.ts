import { Command } from 'commander';
import type { RunSummary } from '#shared/domain/records.ts';
import { formatDuration } from '#shared/report/numbers.ts';
import { openBackend, type WorkspaceOptions, withWorkspace } from '../options.ts';
import { createTerminal } from '../terminal.ts';

export const runsCommand = (): Command =>
  withWorkspace(new Command('runs'))
    .description('Lists the runs of the workspace, newest first; with a name, all that is known of one.')
    .argument('[run]', 'name or id')
    .option('--all', 'archived runs and those in the trash too')
    .addCommand(importCommand())
    .action(async (named: string | undefined, options: WorkspaceOptions & { readonly all?: boolean }) => {
      const terminal = createTerminal({ json: options.json ?? false });
      await using backend = openBackend(options, 'facet runs');
      const { store } = backend;
      if (named === undefined) {
        const everything = store.runs.rows();
        const runs = options.all ? everything : everything.filter(({ place }) => place === 'active');
        terminal.json(runs);
        const hidden = everything.length - runs.length;
        if (runs.length > 0) terminal.line(table(runs));
        else if (hidden === 0)
          terminal.line(`No runs yet in ${backend.workspace}: facet train --config configs/resnet18.yaml`);
        if (hidden > 0) terminal.line(`${hidden} more, archived or in the trash: facet runs --all`);
        return;
      }
      const run = store.runs.find(named);
      const details = {
        ...run,
        epochs: store.epochs.list(run.id),
        checkpoints: store.checkpoints.list(run.id),
        evaluations: store.evaluations.list({ runId: run.id }),
      };
      terminal.json(details);
      terminal.line(table([run]));
      if (run.error !== null) terminal.line(`\n${run.error.message}`);
      terminal.line(`\n${run.configYaml}`);
      for (const { kind, epoch, file } of details.checkpoints)
        terminal.line(`${kind.padEnd(5)} epoch ${String(epoch).padStart(4)}  ${run.folder}/${file}`);
    });

const importCommand = (): Command =>
  new Command('import')
    .description(
      'Takes in the runs of another workspace, such as one from a cluster: their rows, epochs, checkpoints, tests and predictions. Doing it again brings what is newer.',
    )
    .argument('<folder>', 'the other workspace, which is left as it is')
    .action(async (folder: string, _: object, command: Command) => {
      const options = command.optsWithGlobals<WorkspaceOptions>();
      const terminal = createTerminal({ json: options.json ?? false });
      await using backend = openBackend(options, 'facet runs import');
      const imported = backend.sweeps.importRuns(folder);
      terminal.json(imported.map(({ run, isNew }) => ({ run: run.id, name: run.name, status: run.status, isNew })));
      for (const { run, isNew } of imported)
        terminal.line(
          `${run.name}: ${isNew ? `taken in, ${run.status} after ${run.lastEpoch ?? 0} epochs` : 'here already'}`,
        );
      if (imported.length === 0) terminal.line(`The workspace "${folder}" has no runs.`);
    });

const HEADINGS = ['run', 'status', 'network', 'data', 'epoch', 'best', 'valid loss', 'valid accuracy', 'time'] as const;

function table(runs: readonly RunSummary[]): string {
  const rows = [HEADINGS, ...runs.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells(run: RunSummary): readonly string[] {
  const { startedAtMs, endedAtMs, bestValidLoss, bestValidAccuracy } = run;
  return [
    run.name,
    run.status,
    run.network,
    run.datasetName,
    `${run.lastEpoch ?? 0}/${run.plannedEpochs}`,
    run.bestEpoch === null ? '-' : String(run.bestEpoch),
    bestValidLoss === null ? '-' : bestValidLoss.toFixed(5),
    bestValidAccuracy === null ? '-' : `${(100 * bestValidAccuracy).toFixed(2)} %`,
    startedAtMs === null || endedAtMs === null ? '-' : formatDuration(endedAtMs - startedAtMs),
  ];
}
