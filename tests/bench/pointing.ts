/**
 * `npm run bench:pointing`: whether heat maps point at the planted fault. Trains the demo's network on the demo's faces (`facet demo`; minutes), or takes the workspace of
 * a demo that FACET_BENCH_WORKSPACE names; then makes the maps of each method at the last two layers for each of its tests, and plays the pointing game. The aim:
 * at least 80 % of the fakes that the network finds are pointed at.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { PointingResult } from '#shared/contract/explanations.ts';
import type { JobId } from '#shared/contract/jobs.ts';
import { CAM_METHOD_TITLES, CAM_METHODS, type CamMethod } from '#shared/domain/explanations.ts';
import type { EvaluationSummary } from '#shared/domain/records.ts';
import { openWorkbench, type Workbench } from '#tests/helpers/workbench.ts';

const RESULTS = fileURLToPath(new URL('./results/pointing.json', import.meta.url));
const FACET = fileURLToPath(new URL('../../scripts/facet.mjs', import.meta.url));
const LAYERS = ['layer3', 'layer4'] as const;
const AIM = 0.8;

type Row = {
  readonly evaluation: { readonly set: string; readonly images: number };
  readonly method: CamMethod;
  readonly layer: string;
  readonly rows: number;
  readonly columns: number;
  readonly tolerancePx: number;
  readonly results: readonly PointingResult[];
};

const say = (text: string) => process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const given = process.env['FACET_BENCH_WORKSPACE'];
  const folder = given === undefined ? mkdtempSync(path.join(tmpdir(), 'facet-pointing-')) : null;
  try {
    const workspace = given ?? path.join(folder as string, 'workspace'); // made where none was given
    if (folder !== null) runDemo(folder, workspace);
    const load = loadavg()[0] ?? 0;
    const workbench = await openWorkbench(workspace, { begins: false });
    try {
      const rows: Row[] = [];
      for (const test of wholeTests(workbench)) rows.push(...(await pointAll(workbench, test)));
      report(rows);
      writeFileSync(
        RESULTS,
        `${JSON.stringify({ measuredAt: new Date().toISOString(), load, aim: AIM, rows }, null, 2)}\n`,
      );
    } finally {
      await workbench.close();
    }
  } finally {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  }
}

/** Draws, trains and tests. Its faces lie in the folder. */
function runDemo(folder: string, workspace: string): void {
  const { status } = spawnSync(process.execPath, [FACET, 'demo', '--workspace', workspace], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error(`facet demo ended with ${status}`);
}

/** The demo tests both of its sets, and then a few faces again for their maps. */
function wholeTests({ store }: Workbench): readonly EvaluationSummary[] {
  const finished = store.evaluations.list().filter(({ status }) => status === 'finished');
  const largest = new Map<number, EvaluationSummary>();
  for (const test of finished)
    if (test.imageCount > (largest.get(test.datasetId)?.imageCount ?? 0)) largest.set(test.datasetId, test);
  return [...largest.values()].sort((a, b) => a.id - b.id);
}

async function pointAll(workbench: Workbench, test: EvaluationSummary): Promise<readonly Row[]> {
  const { client } = workbench;
  const layers = await client.explanations.layers({ evaluationId: test.id });
  const rows: Row[] = [];
  for (const layer of LAYERS)
    for (const method of CAM_METHODS) {
      const key = { evaluationId: test.id, method, layer };
      await ended(workbench, (await client.explanations.explain(key)).jobId);
      const pointing = await client.explanations.pointing({ ...key, threshold: null });
      const grid = layers.find((one) => one.layer === layer);
      if (pointing === null || grid === undefined)
        throw new Error(`${test.datasetName} has no planted faults at ${layer}.`);
      const { rows: height, columns } = grid;
      const evaluation = {
        set: path.basename(path.dirname(workbench.store.datasets.get(test.datasetId).csvPath)),
        images: test.imageCount,
      };
      rows.push({ evaluation, method, layer, rows: height, columns, ...pointing });
      say(` ${test.datasetName}, ${CAM_METHOD_TITLES[method]} at ${layer}: done`);
    }
  return rows;
}

async function ended({ heard }: Workbench, jobId: JobId): Promise<void> {
  const { job } = await heard('job.changed', ({ job }) => job.id === jobId && job.status !== 'running');
  if (job.status !== 'finished') throw new Error(`${job.title} ${job.status}: ${job.error?.message ?? ''}`);
}

const percent = (share: number | undefined) => (share === undefined ? '' : `${(100 * share).toFixed(1)} %`);

function report(rows: readonly Row[]): void {
  for (const set of new Set(rows.map(({ evaluation }) => evaluation.set))) {
    const own = rows.filter(({ evaluation }) => evaluation.set === set);
    const tolerance = own[0]?.tolerancePx.toFixed(1);
    say(`\n${set}: ${own[0]?.evaluation.images} faces, tolerance ${tolerance} px\n`);
    say(
      '| Method | Layer | Cells | n | Empty | Hit (95 %) | Strict | Chance, hit / strict | Perfect, hit / strict | Rank |',
    );
    say('|---|---|---|---|---|---|---|---|---|---|');
    for (const row of own) say(lineOf(row, row.results[0]));
    say('\nBy planted region, hits of those found:\n');
    const regions = [...new Set(own.flatMap(({ results }) => results.map(({ region }) => region)))].slice(1);
    say(`| Method | Layer | ${regions.join(' | ')} |`);
    say(`|---|---|${regions.map(() => '---|').join('')}`);
    for (const { method, layer, results } of own) {
      const of = (region: string) => results.find((result) => result.region === region);
      const cells = regions.map((region) => `${percent(of(region)?.hit?.rate)} of ${of(region)?.n ?? 0}`);
      say(`| ${CAM_METHOD_TITLES[method]} | ${layer} | ${cells.join(' | ')} |`);
    }
  }
  const best = Math.max(...rows.map(({ results }) => results[0]?.hit?.rate ?? 0));
  say(`\nBest: ${percent(best)}; the aim is ${percent(AIM)}.`);
}

function lineOf({ method, layer, rows, columns }: Row, all: PointingResult | undefined): string {
  if (all === undefined) return `| ${CAM_METHOD_TITLES[method]} | ${layer} | | | | | | | | |`;
  const { n, emptyCount, hit, strictHit, chance, perfect, rank, regionCount } = all;
  const cells = [
    CAM_METHOD_TITLES[method],
    layer,
    `${rows} x ${columns}`,
    String(n),
    String(emptyCount),
    `${percent(hit?.rate)} (${percent(hit?.low)} to ${percent(hit?.high)})`,
    percent(strictHit?.rate),
    `${percent(chance?.hit)} / ${percent(chance?.strictHit)}`,
    `${percent(perfect?.hit)} / ${percent(perfect?.strictHit)}`,
    rank === null ? '' : `${rank.toFixed(2)} of ${regionCount}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

await main();
