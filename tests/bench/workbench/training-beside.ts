/** What an open window costs a training: one training, watched and not watched by turns, and the speed of its steps in each. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { enter, openContext, visit } from '#tests/helpers/chromium.ts';
import { facet } from '#tests/helpers/facet-process.ts';
import { type ServedWorkbench, serveWorkbench } from '#tests/helpers/served-workbench.ts';
import { quantile } from './trace.ts';

export type Beside = {
  /** Images a second with the window open and closed, pair by pair. */
  readonly pairs: readonly { readonly open: number; readonly closed: number }[];
  /** The median of the pairs' slowdowns: 0.01 = 1 % slower with an open window. */
  readonly slowdown: number;
};

export type BesideOptions = { readonly pairs: number; readonly seconds: number };

const CONFIG = (csv: string) => `name: beside a window
network: resnet18
device: cpu
data: { train: ${JSON.stringify(csv)}, random_split: True, test_proportions: 0.1 }
input_size: { height: 112, width: 112 }
batch_size: 16
num_epochs: 1000
keep_checkpoints: 1
`;

export async function measureBeside(browser: Browser, { pairs, seconds }: BesideOptions): Promise<Beside> {
  await using workbench = await serveWorkbench();
  const steps = await startTraining(workbench);
  await untilSteps(steps, 20); // warm
  const measured: { open: number; closed: number }[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const measureClosed = async () => await rate(steps, seconds);
    const measureOpen = async () => await watched(browser, workbench, () => rate(steps, seconds));
    if (pair % 2 === 0) measured.push({ closed: await measureClosed(), open: await measureOpen() });
    else measured.push({ open: await measureOpen(), closed: await measureClosed() });
  }
  return {
    pairs: measured,
    slowdown: quantile(
      measured.map(({ open, closed }) => 1 - open / closed),
      0.5,
    ),
  };
}

/** Images a second of every step so far; grows. */
async function startTraining({ client, folder }: ServedWorkbench): Promise<readonly number[]> {
  const faces = path.join(folder, 'faces');
  const drawn = await facet(['synth', '--count', '800', '--size', '112', '--test-share', '0', '--out', faces], {
    cwd: folder,
  });
  if (drawn.exitCode !== 0) throw new Error(drawn.stderr);
  const yaml = CONFIG(path.join(faces, 'train.csv'));
  writeFileSync(path.join(folder, 'beside.yaml'), yaml);
  const events = await client.events.subscribe({ after: null, session: null });
  await client.training.start({ yaml, configFile: null, allowBad: false, probes: [] });
  const rates: number[] = [];
  void (async () => {
    for await (const { event } of events)
      if (event.body.topic === 'run.steps')
        rates.push(...event.body.columns.imagesPerSecond.filter((each) => each !== null));
  })().catch(() => undefined); // ends with the workbench
  return rates;
}

async function untilSteps(steps: readonly number[], count: number): Promise<void> {
  while (steps.length < count) await sleep(100);
}

/** Of the steps of the next seconds: their median. */
async function rate(steps: readonly number[], seconds: number): Promise<number> {
  const from = steps.length;
  await sleep(1_000 * seconds);
  return quantile(steps.slice(from), 0.5);
}

async function watched<T>(browser: Browser, workbench: ServedWorkbench, measure: () => Promise<T>): Promise<T> {
  const context = await openContext(browser);
  try {
    const page = await context.newPage();
    await enter(page, workbench);
    await visit(page, workbench, '/training');
    return await measure();
  } finally {
    await context.close();
  }
}
