import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import type { TestOutcome } from '#main/features/evaluation/service.ts';
import type { SynthesizeRequest } from '#main/features/synthetic/service.ts';
import { formatDuration } from '#shared/report/numbers.ts';
import { type WorkspaceOptions, withWorkspace } from '../options.ts';
import { INTERRUPTED_EXIT_CODE } from '../stop-on-interrupt.ts';
import { createTerminal, type Terminal } from '../terminal.ts';
import { runSynth } from './synth.ts';
import { runTest } from './test.ts';
import { runTrain } from './train.ts';

/** configs/demo.yaml names the first folder: both start at the working directory. */
const FACES = path.join('data', 'demo');
const SUBTLE_FACES = path.join('data', 'demo-half');
const CONFIG = fileURLToPath(new URL('../../../configs/demo.yaml', import.meta.url));

/** Enough to reach 95 % within minutes on two cores; see the README for what was measured. */
const DRAWN = { count: 1600, size: 112, seed: 1, strength: 1, testShare: 0.2 };
const SUBTLE = { count: 240, size: 112, seed: 2, strength: 0.5, testShare: 0.99 };
/** Heat maps that are drawn: enough to look at. */
const EXPLAINED = 40;

export const demoCommand = (): Command =>
  withWorkspace(new Command('demo'))
    .description('Draws faces, trains a ResNet-18 on them, tests it and shows where it looks. A few minutes.')
    .action(async (options: WorkspaceOptions) => {
      const terminal = createTerminal({ json: options.json ?? false });
      const began = performance.now();
      terminal.line(
        'Drawing faces: real ones, and fakes with one planted fault (eyes, nose, mouth, brows, jaw line or skin).',
      );
      const hasFaces =
        (await drawUnlessThere(FACES, DRAWN, terminal)) && (await drawUnlessThere(SUBTLE_FACES, SUBTLE, terminal));
      if (!hasFaces) return stopped();

      const training = await runTrain({ ...options, config: CONFIG, set: [] }, terminal);
      if (training.reason === 'stopped') return stopped();
      const test = { ...options, run: training.run.name, method: 'grad-cam', class: 'fake', set: [] } as const;
      terminal.line('\nTested on faces it has not seen, faults at full strength:');
      const full = await runTest({ ...test, data: path.join(FACES, 'test.csv') }, terminal);
      terminal.line('\nThe same at half strength:');
      const half = await runTest({ ...test, data: path.join(SUBTLE_FACES, 'test.csv') }, terminal);
      terminal.line(`\nExplained: where it looks for a fake, on ${EXPLAINED} faces.`);
      const explained = await runTest(
        { ...test, data: path.join(FACES, 'test.csv'), cam: true, limit: EXPLAINED },
        terminal,
      );
      if (full.figures === null || half.figures === null || explained.figures === null) return stopped();

      const durationMs = performance.now() - began;
      terminal.line(
        summary({
          name: training.run.name,
          folder: training.folder,
          accuracy: training.run.bestValidAccuracy,
          full,
          half,
          explained,
          durationMs,
        }),
      );
      terminal.json({
        run: training.run.name,
        folder: training.folder,
        validAccuracy: training.run.bestValidAccuracy,
        accuracyFullStrength: full.figures.accuracy,
        accuracyHalfStrength: half.figures.accuracy,
        heatmaps: explained.overlayFolder,
        durationMs,
      });
    });

const stopped = (): void => {
  process.exitCode = INTERRUPTED_EXIT_CODE;
};

/** @returns false where it was stopped before the last face */
async function drawUnlessThere(
  folder: string,
  request: Omit<SynthesizeRequest, 'folder'>,
  terminal: Terminal,
): Promise<boolean> {
  if (existsSync(path.join(folder, 'test.csv'))) {
    terminal.line(` ${folder}: there already`);
    return true;
  }
  const { count } = await runSynth({ folder, ...request }, terminal);
  terminal.line(` ${folder}: ${count} faces`);
  return count === request.count;
}

type Summary = {
  readonly name: string;
  readonly folder: string;
  readonly accuracy: number | null;
  readonly full: TestOutcome;
  readonly half: TestOutcome;
  readonly explained: TestOutcome;
  readonly durationMs: number;
};

function summary({ name, folder, accuracy, full, half, explained, durationMs }: Summary): string {
  const percent = (share: number | null | undefined) =>
    share === null || share === undefined ? 'none' : `${(100 * share).toFixed(2)} %`;
  return `
Done in ${formatDuration(durationMs)}: a ResNet-18 that tells drawn faces with a planted fault from those without.
  Valid accuracy                  ${percent(accuracy)}
  Test accuracy, full strength    ${percent(full.figures?.accuracy)}
  Test accuracy, half strength    ${percent(half.figures?.accuracy)}

What it made:
  ${folder}
    log.txt, config.yaml, checkpoints/ (best.safetensors loads in torchvision), tensorboard/
  ${explained.overlayFolder}
    ${EXPLAINED} faces beside their heat maps

What to do next:
  npx facet runs ${name}                                  all that is known of this run
  npx facet synth --count 2000 --out data/mine            more faces, other faults
  npx facet train --config configs/resnet18.yaml --set data.train=YOUR.csv    your own: a CSV with the columns path,real
`;
}
