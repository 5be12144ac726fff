/** From the text of a sweep file to what it says, or to all that is wrong with it. */
import { isMap, isScalar } from 'yaml';
import type { z } from 'zod';
import { isContradiction } from '../config/field.ts';
import { nearest } from '../config/nearest.ts';
import { locateInFile, type Problem, throwProblems } from '../config/problems.ts';
import { readYaml, type YamlText } from '../config/read-yaml.ts';
import { syntaxProblems } from '../config/reading.ts';
import { shortened, shown } from '../config/wording.ts';
import { AppError, assert } from '../errors.ts';
import { originAt, repeatedKeys } from './places.ts';
import { EarlyStop, EXPECTED, SlurmSettings, SweepFile } from './sweep-file.ts';

export type ReadSweep = { readonly sweep: SweepFile; readonly yaml: YamlText };

const HINT =
  'configs/sweeps/demo.yaml is a small sweep with comments; configs/resnet18.yaml shows every key of a configuration.';
const LONGEST_KEY = 80;

/** @throws config_invalid with every problem: file, line and column, key, expected, found, and the nearest key for a misspelt one */
export function readSweep(text: string, file: string): ReadSweep {
  const yaml = readYaml(text, locateInFile(file));
  throwSweepProblems(syntaxProblems(yaml), file);
  const { contents } = yaml.document;
  if (!isMap(contents)) {
    const found = isScalar(contents) ? contents.value : undefined;
    throwSweepProblems([{ origin: null, path: null, text: `expected keys and values, found ${shown(found)}` }], file);
  }
  const value = plainOf(yaml, file);
  const repeated = repeatedKeys(contents).filter(({ path }) => !path.startsWith('base.')); // the configuration's own reader says so
  const problems: Problem[] = repeated.map(({ path, node }) => ({
    origin: node.range
      ? { kind: 'file', position: yaml.positionAt(node.range[0]), end: yaml.positionAt(node.range[1]) }
      : null,
    path,
    text: `\`${path}\` is given twice`,
  }));
  const result = SweepFile.safeParse(value);
  if (!result.success) problems.push(...problemsOf(result.error.issues, yaml, value));
  throwSweepProblems(problems, file);
  assert(result.success, 'a sweep file that does not fit the schema has a problem that says so');
  return { sweep: result.data, yaml };
}

/** As `throwProblems`, with a hint that fits. @throws config_invalid */
export function throwSweepProblems(problems: readonly Problem[], file: string): void {
  try {
    throwProblems(problems, file);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, error.message.replace('problems in the configuration', 'problems in the sweep'), {
      hint: HINT,
    });
  }
}

function plainOf({ document }: YamlText, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch (cause) {
    throw new AppError('config_invalid', `${file}: its aliases (*name) stand for too much.`, { hint: HINT, cause });
  }
}

function problemsOf(issues: readonly z.core.$ZodIssue[], yaml: YamlText, value: unknown): Problem[] {
  const told = new Set<string>();
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        origin: originAt(yaml, [...issue.path, key], { ofKey: true }),
        path: [...issue.path, key].map(String).join('.'),
        text: unknownKey(issue.path, key),
      }));
    const place = placeOf(issue.path);
    const path = place.map(String).join('.');
    if (told.has(path)) return [];
    told.add(path);
    const origin = originAt(yaml, place);
    if (isContradiction(issue)) return [{ origin, path, text: `\`${path}\` ${issue.message}` }];
    const found = valueAt(value, place);
    const what = expectedAt(place);
    if (found === undefined) return [{ origin: null, path, text: `\`${path}\` is missing; expected ${what}` }];
    return [{ origin, path, text: `\`${path}\`: expected ${what}, found ${shown(found)}` }];
  });
}

/** No deeper than what EXPECTED speaks of. */
const placeOf = (path: readonly PropertyKey[]): readonly PropertyKey[] =>
  path.slice(0, path[0] === 'cases' ? 3 : path[0] === 'base' || path[0] === 'seeds' ? 1 : 2);

function expectedAt(place: readonly PropertyKey[]): string {
  const names = place.map(String);
  const [head = ''] = names;
  return (
    EXPECTED[names.join('.')] ??
    EXPECTED[[head, ...names.slice(1).map(() => '*')].join('.')] ??
    EXPECTED[head] ??
    'something else'
  );
}

const KEYS: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(SweepFile.shape),
  early_stop: Object.keys(EarlyStop.shape),
  slurm: Object.keys(SlurmSettings.shape),
  parameters: ['min', 'max', 'scale', 'choices'],
};

function unknownKey(path: readonly PropertyKey[], key: string): string {
  const full = [...path.map(String), key].join('.');
  const guess = nearest(key, KEYS[String(path[0] ?? '')] ?? []);
  const suggestion = guess === null ? '' : `; did you mean \`${[...path.map(String), guess].join('.')}\`?`;
  return `unknown key \`${shortened(full, LONGEST_KEY)}\`${suggestion}`;
}

const valueAt = (value: unknown, place: readonly PropertyKey[]): unknown =>
  place.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[step] : undefined,
    value,
  );
