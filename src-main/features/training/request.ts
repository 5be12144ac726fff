/** From what a user names — a configuration, a run, a checkpoint — to what a training begins with. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Store } from '#main/store/open.ts';
import { parseExperiment } from '#shared/config/parse.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import type { Run } from '#shared/domain/records.ts';
import { AppError } from '#shared/errors.ts';
import { existingWeights } from '../evaluation/weights.ts';

/** @throws file_not_found, config_invalid */
export function readExperiment(file: string, overrides: readonly string[] = []): ExperimentConfig {
  return parseExperiment(readText(file), { file, overrides }).config;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOENT')
      throw new AppError('file_not_found', `There is no configuration "${file}".`, {
        hint: 'The ones that come with Facet are in configs/.',
        cause,
      });
    throw new AppError('file_invalid', `"${file}" cannot be read: ${(cause as Error).message}`, { cause });
  }
}

/** The configuration a run was made with, changed by overrides. */
export const configOfRun = (run: Run, overrides: readonly string[] = []): ExperimentConfig =>
  parseExperiment(run.configYaml, { file: `the configuration of ${run.name}`, overrides }).config;

/** The file of weights that a configuration names to begin with, of Facet's or PyTorch's; null = none. @throws file_not_found */
export function startWeightsOf(config: ExperimentConfig): string | null {
  const named = config.model.weights || config.checkpoint;
  if (named === '') return null;
  return path.resolve(existingWeights(named, 'Name a .safetensors or .pth file.'));
}

/** Whether it begins with torchvision's own weights, which may have to be downloaded first. */
export const beginsPretrained = ({ model, checkpoint }: ExperimentConfig): boolean =>
  model.pretrained && model.weights === '' && checkpoint === '';

/** What is likely meant otherwise; null = nothing. */
export const normalizationDoubt = (config: ExperimentConfig): string | null =>
  beginsPretrained(config) && config.normalization === 'none' && config.model.in_channels === 3
    ? "The configuration says normalization: none, and torchvision's weights were trained with imagenet. Without the key it follows model.pretrained."
    : null;

/** By a run's name or id, its folder or a link to it, or a file in it: `last.json`, a checkpoint. @throws not_found */
export function runToResume(store: Store, { named, workspace }: { named: string; workspace: string }): Run {
  const byName = store.runs.list().find(({ id, name }) => id === named || name === named);
  if (byName !== undefined) return store.runs.get(byName.id);
  if (!existsSync(named)) return store.runs.find(named); // says that there is none, and which there are
  const inside = path.relative(path.join(realpathSync(workspace), 'runs'), realpathSync(named)); // `prefix` is a link
  const [folder] = inside.split(path.sep);
  if (folder === undefined || folder === '' || folder === '..') {
    throw new AppError('not_found', `"${named}" lies in no run of the workspace ${workspace}.`, {
      hint: 'To begin a new run from weights, set checkpoint in its configuration: --set checkpoint=FILE.',
    });
  }
  const run = store.runs.list().find(({ id }) => store.runs.get(id).folder === `runs/${folder}`);
  if (run === undefined) throw new AppError('not_found', `The workspace knows no run in "${named}".`);
  return store.runs.get(run.id);
}
