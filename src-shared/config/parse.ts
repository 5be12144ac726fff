/** From the text of a YAML file and the `--set`s of a command line to a configuration without open ends, or to all that is wrong with it. */
import type { Document } from 'yaml';
import { assert } from '../errors.ts';
import { locateInFile, throwProblems } from './problems.ts';
import { readYaml } from './read-yaml.ts';
import { readOverride, readTopLevel, startReading, syntaxProblems, validate } from './reading.ts';
import type { ExperimentConfig } from './schema.ts';

export type ParseOptions = {
  /** What errors call the text. */
  readonly file: string;
  /** key=value, as --set takes them: the value is YAML, and text where the key wants text. Later ones win. */
  readonly overrides?: readonly string[];
};

export type ParsedExperiment = {
  readonly config: ExperimentConfig;
  /** The file as it was written, comments and all, without the overrides. */
  readonly document: Document.Parsed;
};

/** @throws config_invalid with every problem: place, key, expected, found, and the nearest key for a misspelt one */
export function parseExperiment(text: string, { file, overrides = [] }: ParseOptions): ParsedExperiment {
  const yaml = readYaml(text, locateInFile(file));
  throwProblems(syntaxProblems(yaml), file);
  const reading = startReading(yaml);
  readTopLevel(reading);
  for (const override of overrides) readOverride(override, reading);
  const config = validate(reading);
  throwProblems(reading.problems, file);
  assert(config !== null, 'a configuration that does not fit the schema has a problem that says so');
  return { config, document: yaml.document };
}
