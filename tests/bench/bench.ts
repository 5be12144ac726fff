/**
 * `npm run bench`: Facet against PyTorch, torchvision and the grad-cam package on this machine. One Markdown table on stdout, progress on stderr,
 * everything measured in tests/bench/results/latest.json. More than an hour on two cores; --quick checks the bench itself in a minute, and --only
 * (and --networks) measures some rows anew in a table made on the same machine.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { engineEnvironment } from '#main/engine/client.ts';
import type { NetworkName } from '#shared/domain/networks.ts';
import { AppError } from '#shared/errors.ts';
import type { ContenderCommand } from './contender.ts';
import { joinGroups, readGroups } from './earlier.ts';
import { benchPython } from './environment.ts';
import { prepareFaces } from './faces.ts';
import { COMPILED, FACET } from './figures.ts';
import { type MeasuredGroup, measureGroup } from './measure.ts';
import { makeReport } from './report.ts';
import { BENCH_NETWORKS, GROUP_NAMES, groups } from './rows.ts';

const USAGE = `node tests/bench/bench.ts [--quick] [--rounds 5] [--batch N] [--only train_step,inference,epoch,grad_cam]
  [--networks resnet18,efficientnet_b0,densenet121,vgg16] [--no-compile] [--device auto|cpu|cuda] [--faces faces.csv] [--output results.json]`;

const HERE = path.dirname(fileURLToPath(import.meta.url));
/** Real faces, where the machine has them; else pictures are drawn. */
const SHARED_FACES = path.join(HERE, '../../../shared/data/faces/train.csv');
const FULL = {
  sizePx: 224,
  steps: 3,
  singleImages: 64,
  batchImages: 128,
  workers: 2,
  counts: { train: 256, valid: 64 },
};
const QUICK = { sizePx: 64, steps: 1, singleImages: 2, batchImages: 5, workers: 2, counts: { train: 10, valid: 6 } };

const DEVICES = ['auto', 'cpu', 'cuda'] as const;
type Device = (typeof DEVICES)[number];

const say = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<void> {
  const options = readOptions();
  const { counts, ...sizes } = options.isQuick ? QUICK : FULL;
  const faces = await prepareFaces(options.faces, counts);
  try {
    const python = benchPython(say);
    const facts = { startedAt: new Date().toISOString(), faces: path.basename(faces.origin) };
    const kept = options.isWhole ? [] : readGroups(options.output);
    const measured: MeasuredGroup[] = [];
    let report = '';
    for (const group of groups({ ...sizes, batch: options.batch }, faces)) {
      if (!options.only.includes(group.name) || !options.networks.includes(group.network)) continue;
      const commands = contenders(python, {
        device: options.device,
        network: group.network,
        isCompiledToo: group.isCompiledToo && options.isCompiledToo,
      });
      measured.push(await measureGroup(group, commands, patience(options)));
      const { markdown, results } = makeReport(joinGroups(kept, measured), facts);
      mkdirSync(path.dirname(options.output), { recursive: true });
      writeFileSync(options.output, `${JSON.stringify(results, null, 2)}\n`); // after each: half an hour is long enough to be interrupted
      report = markdown;
    }
    process.stdout.write(report);
    say(`All measurements: ${options.output}`);
  } finally {
    rmSync(faces.folder, { recursive: true, force: true });
  }
}

/** Disturbed rounds are measured again, unless only the bench itself is tried. */
const patience = ({ rounds, isQuick }: { rounds: number; isQuick: boolean }) =>
  isQuick
    ? { rounds, mostRounds: rounds, waitMs: 0, report: say }
    : { rounds, mostRounds: 3 * rounds, waitMs: 60_000, report: say };

type Contest = { readonly device: Device; readonly network: NetworkName; readonly isCompiledToo: boolean };

function contenders(python: string, { device, network, isCompiledToo }: Contest): readonly ContenderCommand[] {
  const reference = (layout: string, name: string): ContenderCommand => ({
    name,
    command: python,
    arguments: [path.join(HERE, 'reference.py'), layout, device, network],
  });
  return [
    {
      name: FACET,
      command: process.execPath,
      arguments: [path.join(HERE, 'facet-engine.ts'), device, network],
      environment: engineEnvironment({ threads: 0, decoders: 2, device }),
    },
    reference('contiguous', 'contiguous'),
    reference('channels_last', 'channels last'),
    ...(isCompiledToo ? [reference('compiled', COMPILED)] : []),
  ];
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      batch: { type: 'string' },
      only: { type: 'string' },
      networks: { type: 'string' },
      'no-compile': { type: 'boolean', default: false },
      device: { type: 'string', default: 'auto' },
      faces: { type: 'string' },
      output: { type: 'string' },
    },
  });
  const isQuick = values.quick;
  return {
    isQuick,
    rounds: positive('rounds', values.rounds ?? (isQuick ? '1' : '5')),
    batch: values.batch === undefined ? (isQuick ? 4 : null) : positive('batch', values.batch),
    isWhole: values.only === undefined && values.networks === undefined,
    only:
      values.only === undefined ? GROUP_NAMES : values.only.split(',').map((text) => oneOf('only', GROUP_NAMES, text)),
    networks: (values.networks === undefined
      ? BENCH_NETWORKS
      : values.networks.split(',').map((text) => oneOf('networks', BENCH_NETWORKS, text))) as readonly NetworkName[], // to look any network up in
    isCompiledToo: !isQuick && !values['no-compile'],
    device: oneOf('device', DEVICES, values.device),
    faces: values.faces ?? (existsSync(SHARED_FACES) ? SHARED_FACES : null),
    output: path.resolve(values.output ?? path.join(HERE, 'results', isQuick ? 'quick.tmp' : 'latest.json')),
  };
}

function oneOf<T extends string>(option: string, names: readonly T[], text: string): T {
  const known = names.find((name) => name === text);
  if (known !== undefined) return known;
  throw new AppError('usage', `--${option} takes ${names.join(', ')}, not "${text}".`, { hint: USAGE });
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new AppError('usage', `--${name} takes a whole number above 0, not "${text}".`, { hint: USAGE });
}

try {
  await main();
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  say(error.hint === null ? error.message : `${error.message}\n${error.hint}`);
  process.exitCode = 1;
}
