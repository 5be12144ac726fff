/**
 * `npm run bench:scaling`: how the cost of an image grows with the batch, the input size and the threads, for one network, in Facet and in PyTorch (channels
 * last). A Markdown table on stdout, everything in tests/bench/results/scaling.json. Each point is the median of its rounds, in which both take turns.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { engineEnvironment } from '#main/engine/client.ts';
import { type Contender, type ContenderCommand, startContender } from './contender.ts';
import { benchPython } from './environment.ts';
import { FACET, median } from './figures.ts';
import type { Answer, Task } from './protocol.ts';
import { othersShare, readCpuClock, waitForQuiet } from './quiet.ts';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const PYTORCH = 'PyTorch';
const BASE = { batch: 32, sizePx: 224 };
const CORES = cpus().length;
const WAIT_MS = 60_000;

/** What varies, around the base; 0 threads = one a core. */
type Point = { readonly batch: number; readonly sizePx: number; readonly threads: number };
const POINTS: readonly Point[] = [
  ...[1, 2, 4, 8, 16, 32, 64].map((batch) => ({ ...BASE, batch, threads: CORES })),
  ...[64, 112, 160, 299].map((sizePx) => ({ ...BASE, sizePx, threads: CORES })),
  ...threadCounts().map((threads) => ({ ...BASE, threads })),
];

type Cost = { readonly trainMs: number; readonly inferenceMs: number };
type MeasuredPoint = Point & {
  readonly costs: Readonly<Record<string, Cost>>;
  /** The largest share of the machine that others used. */
  readonly othersShare: number;
};

const say = (line: string) => process.stderr.write(`${line}\n`);

/** 1, 2, 4 ... below the number of cores, which the base has. */
function threadCounts(): readonly number[] {
  return Array.from({ length: 6 }, (_, i) => 2 ** i).filter((count) => count < CORES);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      network: { type: 'string', default: 'resnet18' },
      rounds: { type: 'string', default: '3' },
      output: { type: 'string', default: path.join(HERE, 'results/scaling.json') },
    },
  });
  const python = benchPython(say);
  const points: MeasuredPoint[] = [];
  for (const point of POINTS) {
    points.push(await measurePoint(point, commands(python, values.network, point.threads), Number(values.rounds)));
    const [first] = cpus();
    const results = { network: values.network, processor: first?.model.trim(), cores: CORES, points };
    mkdirSync(path.dirname(values.output), { recursive: true });
    writeFileSync(values.output, `${JSON.stringify(results, null, 2)}\n`); // after each: it takes a while
  }
  process.stdout.write(`${table(points).join('\n')}\n`);
}

function commands(python: string, network: string, threads: number): readonly ContenderCommand[] {
  const count = String(threads);
  return [
    {
      name: FACET,
      command: process.execPath,
      arguments: [path.join(HERE, 'facet-engine.ts'), 'cpu', network],
      environment: engineEnvironment({ threads, decoders: 2, device: 'cpu' }),
    },
    {
      name: PYTORCH,
      command: python,
      arguments: [path.join(HERE, 'reference.py'), 'channels_last', 'cpu', network, count],
      environment: { OMP_NUM_THREADS: count },
    },
  ];
}

/** Processes of its own: a size that came before leaves no memory behind. */
async function measurePoint(point: Point, asked: readonly ContenderCommand[], rounds: number): Promise<MeasuredPoint> {
  const contenders: Contender[] = [];
  try {
    for (const command of asked) contenders.push(await startContender(command));
    const steps = Math.max(1, Math.round(64 / point.batch));
    const square = { batch: point.batch, sizePx: point.sizePx };
    const train: Task = { kind: 'train_step', steps, ...square };
    const inference: Task = { kind: 'inference', steps, ...square };
    for (const contender of contenders) for (const task of [train, inference]) await contender.run(task);
    const answers = new Map(contenders.map(({ name }) => [name, { train: [] as Answer[], inference: [] as Answer[] }]));
    const shares: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await waitForQuiet(WAIT_MS);
      for (const contender of contenders) {
        const before = readCpuClock();
        const both = { train: await contender.run(train), inference: await contender.run(inference) };
        shares.push(othersShare(before, readCpuClock(), both.train.cpuSeconds + both.inference.cpuSeconds));
        answers.get(contender.name)?.train.push(both.train);
        answers.get(contender.name)?.inference.push(both.inference);
      }
    }
    const costs = Object.fromEntries(
      [...answers].map(([name, all]) => [name, { trainMs: medianMs(all.train), inferenceMs: medianMs(all.inference) }]),
    );
    const measured = { ...point, costs, othersShare: Math.max(...shares) };
    say(table([measured]).at(-1) ?? '');
    return measured;
  } finally {
    for (const contender of contenders) await contender.close();
  }
}

/** Of an image. */
const medianMs = (answers: readonly Answer[]): number =>
  median(answers.map(({ seconds, items }) => (1000 * seconds) / items));

function table(points: readonly MeasuredPoint[]): readonly string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const pair = ({ costs }: MeasuredPoint, of: (cost: Cost) => number) => {
    const [ours, theirs] = [costs[FACET], costs[PYTORCH]].map((cost) => (cost === undefined ? Number.NaN : of(cost)));
    return `${ours?.toFixed(1)} / ${theirs?.toFixed(1)} ms (${((theirs ?? 0) / (ours ?? 1)).toFixed(2)}x)`;
  };
  return [
    line(['batch', 'size', 'threads', 'train step, an image: Facet / PyTorch', 'inference, an image', 'others']),
    line(Array.from({ length: 6 }, () => '---')),
    ...points.map((point) =>
      line([
        String(point.batch),
        `${point.sizePx} px`,
        String(point.threads),
        pair(point, ({ trainMs }) => trainMs),
        pair(point, ({ inferenceMs }) => inferenceMs),
        `${(100 * point.othersShare).toFixed(0)} %`,
      ]),
    ),
  ];
}

await main();
