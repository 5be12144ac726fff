/** A configuration as YAML that a person can read and `parseExperiment` reads back. */
import { CONFIG_FIELDS, type ConfigField, sectionAt } from './fields.ts';
import type { ExperimentConfig } from './schema.ts';

/** Every key in the schema's order, with its title and unit behind it. Values are written as JSON, which YAML 1.2 contains. */
export function stringifyExperiment(config: ExperimentConfig): string {
  const lines: string[] = [];
  let current: string | undefined;
  for (const field of CONFIG_FIELDS) {
    const [head = '', key] = field.path.split('.');
    const section = key === undefined ? undefined : sectionAt(head);
    if (section?.path !== current) lines.push('');
    if (section !== undefined && section.path !== current) lines.push(`${head}: # ${section.title}`);
    current = section?.path;
    lines.push(
      `${key === undefined ? head : `  ${key}`}: ${JSON.stringify(valueAt(config, field.path))} # ${label(field)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** The value of a key: optimizer.lr. */
export function valueAt(config: ExperimentConfig, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], config); // a section, or the value
}

const label = ({ title, unit }: ConfigField): string =>
  unit === null || title.toLowerCase().endsWith(unit) ? title : `${title}, ${unit}`;
