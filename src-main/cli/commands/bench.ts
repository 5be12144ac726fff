import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';

const BENCH = fileURLToPath(new URL('../../../tests/bench/bench.ts', import.meta.url));

/** The bench is no part of the program: it lives with the tests, and measures from outside. */
export const benchCommand = (): Command =>
  new Command('bench')
    .description('Measures Facet beside PyTorch, torchvision and grad-cam on this machine.')
    .allowUnknownOption()
    .helpOption(false)
    .argument('[options...]', 'passed on to tests/bench/bench.ts')
    .action((options: readonly string[]) => {
      process.exitCode = spawnSync(process.execPath, [BENCH, ...options], { stdio: 'inherit' }).status ?? 1;
    });
