import { Command } from 'commander';
import { createTools } from '#main/backend.ts';
import type { SynthesizeRequest } from '#main/features/synthetic/service.ts';
import { type CommonOptions, fraction, wholeNumber, withJson } from '../options.ts';
import { createProgressBar } from '../progress.ts';
import { INTERRUPTED_EXIT_CODE, stopOnInterrupt } from '../stop-on-interrupt.ts';
import { createTerminal, type Terminal } from '../terminal.ts';

type SynthOptions = CommonOptions & {
  readonly count: number;
  readonly out: string;
  readonly seed: number;
  readonly size: number;
  readonly strength: number;
  readonly testShare: number;
};

export const synthCommand = (): Command =>
  withJson(new Command('synth'))
    .description('Draws faces to try with: real ones, and fakes with one planted fault in a known region.')
    .requiredOption('--count <n>', 'how many, half of each', wholeNumber(2))
    .requiredOption('--out <folder>', 'where they go, with train.csv and test.csv')
    .option('--seed <n>', 'the same seed, the same faces', wholeNumber(0), 1)
    .option('--size <px>', 'height and width', wholeNumber(32), 224)
    .option('--strength <share>', 'how strong the faults are, 0 to 1', fraction, 1)
    .option('--test-share <share>', 'the share of faces in test.csv', fraction, 0.2)
    .action(async (options: SynthOptions) => {
      const terminal = createTerminal({ json: options.json ?? false });
      const { out: folder, count, seed, size, strength, testShare } = options;
      const { count: drawn, files } = await runSynth({ folder, count, seed, size, strength, testShare }, terminal);
      terminal.line(`${drawn} faces in ${folder}: ${files.join(', ')}`);
      terminal.json({ folder, count: drawn, files });
      if (drawn < count) process.exitCode = INTERRUPTED_EXIT_CODE;
    });

export async function runSynth(request: SynthesizeRequest, terminal: Terminal) {
  const tools = createTools();
  const bar = createProgressBar(terminal.stream, { now: () => performance.now() });
  const began = performance.now();
  try {
    return await stopOnInterrupt(
      (signal) =>
        tools.synthetic.synthesize(request, {
          signal,
          onProgress: ({ seen, count }) => {
            const elapsedMs = performance.now() - began;
            bar.update({
              title: 'Drawing faces',
              done: seen,
              total: count,
              unit: 'face',
              imagesPerSecond: (1000 * seen) / elapsedMs,
              remainingMs: (elapsedMs * (count - seen)) / seen,
            });
          },
        }),
      { onFirst: bar.clear },
    );
  } finally {
    bar.clear();
    await tools.close();
  }
}
