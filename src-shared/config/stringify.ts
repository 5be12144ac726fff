/** The resolved configuration as YAML: every key, in a fixed order, with title and unit. It parses back to the same values. */
import { Document, type Pair, type YAMLMap } from 'yaml';
import { CONFIG_FIELDS, type ExperimentConfig } from './schema.ts';

export function stringifyExperiment(config: ExperimentConfig): string {
  const document = new Document(config);
  for (const { path, title, unit } of CONFIG_FIELDS) {
    const keys = path.split('.');
    const map = (keys.length === 1 ? document.contents : document.getIn(keys.slice(0, -1))) as YAMLMap; // a group
    const pair = map.items.find((item) => (item.key as { value?: unknown } | null)?.value === keys.at(-1)) as Pair | undefined;
    const value = pair?.value as { comment?: string; flow?: boolean } | undefined;
    if (value === undefined) continue;
    value.comment = ` ${title}${unit === null ? '' : `, ${unit}`}`;
    value.flow = true;
  }
  return document.toString({ lineWidth: 0 });
}

/** The keys of one configuration that differ from another's. */
export function differingKeys(a: ExperimentConfig, b: ExperimentConfig): string[] {
  return CONFIG_FIELDS.filter(({ path }) => JSON.stringify(valueAt(a, path)) !== JSON.stringify(valueAt(b, path))).map(({ path }) => path);
}

export const valueAt = (config: ExperimentConfig, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], config);

/** The reference's configurations name `0009.pth`; ours lies beside it as `0009.safetensors`. */
export const checkpointCandidates = (path: string): readonly string[] =>
  /\.(pth|pt)$/.test(path) ? [path, path.replace(/\.(pth|pt)$/, '.safetensors')] : [path];
