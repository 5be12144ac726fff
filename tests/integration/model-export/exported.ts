/** Exports of networks whose weights are a formula of their names, and what others make of them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeSafetensors } from '#main/engine/checkpoints/safetensors.ts';
import { trainedMetadata } from '#main/engine/checkpoints/trained-metadata.ts';
import { loadNetwork } from '#main/engine/evaluation/load-network.ts';
import { runModelExport } from '#main/engine/export/job.ts';
import type { ModelSettings } from '#main/engine/messages.ts';
import { createModel } from '#main/engine/networks/model.ts';
import { ModelSession } from '#main/engine/networks/model-session.ts';
import { weightTensors } from '#main/engine/training/checkpoints.ts';
import type { ExportFormat } from '#shared/domain/model-exports.ts';
import { readExpectations } from '#tests/helpers/expectations.ts';
import { formulaImages, formulaParameter } from '#tests/helpers/formula.ts';

export const COUNT = 3;

/** Named by FACET_EXPORT_PYTHON or FACET_PYTHON: an interpreter with TensorFlow, ONNX and onnxruntime. */
export const python = process.env['FACET_EXPORT_PYTHON'] ?? process.env['FACET_PYTHON'] ?? '';
const knows = (modules: string): boolean =>
  python !== '' && spawnSync(python, ['-c', `import ${modules}`]).status === 0;
export const hasOnnxRuntime = knows('onnx, onnxruntime');
export const hasTensorFlow = knows('tensorflow');

export const settingsOf = (network: ModelSettings['network'], more: Partial<ModelSettings> = {}): ModelSettings => ({
  ...{ network, classes: 2, height: 64, width: 64, channels: 3, normalization: 'none' },
  ...{ initWeights: true, dropoutRate: 0, stochasticDepth: 0 },
  ...more,
});

export type Found = { readonly scores: ArrayLike<number>; readonly logits: ArrayLike<number> };

/** Writes `<folder>/weights.safetensors` and `<folder>/images`. */
export async function writeFormulaNetwork(folder: string, settings: ModelSettings): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const session = new ModelSession(createModel(settings, null));
  const gain = gainOf(settings.network);
  session.writeWeights(({ name, torchShape }) => formulaParameter(name, torchShape, gain));
  const file = path.join(folder, 'weights.safetensors');
  await writeSafetensors(file, weightTensors(session, 1), trainedMetadata({ model: settings, crop: true }));
  session.dispose();
  writeFileSync(path.join(folder, 'images'), imagesOf(settings));
  return file;
}

/** Uniform in +-sqrt(gain / fan in): with the gain that tests/parity found, the logits tell images apart. */
const gainOf = (network: ModelSettings['network']): number =>
  readExpectations<{ readonly gain: number }>(`networks/${network}`).gain;

export function imagesOf({ network, height, width, channels }: ModelSettings): Uint8Array {
  const colours = formulaImages({ name: network, count: COUNT, height, width });
  return channels === 3 ? colours : colours.filter((_, i) => i % 3 === 0);
}

/** What the engine itself makes of the pictures. */
export async function ownScores(file: string, settings: ModelSettings): Promise<Found> {
  const session = await loadNetwork(settings, file);
  const batch = { pixels: imagesOf(settings), labels: new Int32Array(COUNT) };
  const { scores, logits } = session.model.evaluation;
  const [first, second] = session.fetch(batch, [scores, logits]);
  session.dispose();
  const columns = second?.data ?? [];
  return { scores: Array.from(first?.data ?? []).filter((_, i) => i % settings.classes === 0), logits: columns };
}

/** Returns the folder. */
export async function exportAs(folder: string, source: string, format: ExportFormat): Promise<string> {
  const target = path.join(folder, format);
  mkdirSync(target);
  await runModelExport({ kind: 'export-model', format, source, folder: target, threshold: 0.25, version: 'test' });
  return target;
}

const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export type FoundByTfjs = Found & { readonly inputs: readonly { readonly name: string; readonly tfDtype: string }[] };

export const throughTfjsNode = (model: string, images: string, settings: ModelSettings): FoundByTfjs =>
  JSON.parse(
    execFileSync(process.execPath, [
      beside('./load-saved-model.ts'),
      model,
      images,
      [COUNT, settings.height, settings.width, settings.channels].join(),
    ]).toString(),
  ) as FoundByTfjs;

export function throughPython(model: string, images: string): Found {
  const output = execFileSync(python, [beside('./check.py'), model, images, String(COUNT)]).toString();
  const { scores, logits, versions } = JSON.parse(output) as Found & { logits: number[][]; versions: object };
  if (process.env['FACET_EXPORT_VERBOSE'] === '1') process.stderr.write(`${JSON.stringify(versions)}\n`);
  return { scores, logits: logits.flat() };
}

/** The largest difference, of scores and of logits. */
export const differences = (found: Found, own: Found): readonly [scores: number, logits: number] => [
  largest(found.scores, own.scores),
  largest(found.logits, own.logits),
];

function largest(one: ArrayLike<number>, other: ArrayLike<number>): number {
  if (one.length !== other.length) throw new Error(`${one.length} values beside ${other.length}`);
  return Array.from(one).reduce((most, value, i) => Math.max(most, Math.abs(value - (other[i] ?? Number.NaN))), 0);
}
