/** From the text of a YAML file to a configuration, or to every problem in it with its line. */
import { type Document, isMap, isScalar, LineCounter, parse as parseYaml, parseDocument } from 'yaml';
import type { z } from 'zod';
import { NETWORK_ALIASES } from '../domain/networks.ts';
import { AppError } from '../errors.ts';
import { nearest } from './nearest.ts';
import { CONFIG_FIELDS, CONFIG_PATHS, ExperimentConfig } from './schema.ts';
import { MAX_ALIASES, refuseHostileYaml } from './yaml-limits.ts';

export type ParseOptions = {
  /** Named in errors. */
  readonly file: string;
  /** `optimizer.lr=3e-4`: what stands after --set, read as YAML. */
  readonly overrides?: readonly string[];
};

/** Where a problem is: a line of the file, or an override. */
type Problem = { readonly where: string; readonly line: number; readonly sentence: string };
type Path = readonly PropertyKey[];
type Source = { readonly file: string; readonly document: Document; readonly lines: LineCounter; readonly overridden: ReadonlyMap<string, string> };

/** @throws config_invalid with every problem: file and line, key, what was expected and found, the nearest key */
export function parseExperiment(text: string, { file, overrides = [] }: ParseOptions): ExperimentConfig {
  refuseHostileYaml(text, file);
  const lines = new LineCounter();
  const document = readDocument(text, { file, lines });
  const overridden = applyOverrides(document, overrides);
  const source: Source = { file, document, lines, overridden };
  const value = toPlain(document, file);
  const result = ExperimentConfig.safeParse(withNetworkName(value ?? {}));
  if (!result.success) throw configError(source, result.error.issues.flatMap((issue) => problemsOf(issue, source)));
  const contradictions = contradictionsIn(result.data).map(({ path, sentence }) => problemAt(path, sentence, source));
  if (contradictions.length > 0) throw configError(source, contradictions);
  return result.data;
}

function readDocument(text: string, { file, lines }: { file: string; lines: LineCounter }): Document {
  try {
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
    const [error] = document.errors;
    if (error === undefined) return document;
    const { line, col } = lines.linePos(error.pos[0]);
    throw new AppError('config_invalid', `${file}:${line}:${col}: ${error.message}`, { hint: 'The file is not valid YAML there.' });
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unreadable(file, error); // the parser itself gave up: RangeError and the like
  }
}

/** Without prototypes to reach: what is no map of keys becomes a problem of the schema. */
function toPlain(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    throw unreadable(file, error);
  }
}

const unreadable = (file: string, cause: unknown) =>
  new AppError('config_invalid', `${file} cannot be read as YAML: ${cause instanceof Error ? cause.message : String(cause)}.`, { cause });

/** @returns path -> the override as it was written */
function applyOverrides(document: Document, overrides: readonly string[]): Map<string, string> {
  const applied = new Map<string, string>();
  for (const override of overrides) {
    const at = override.indexOf('=');
    const path = override.slice(0, at).trim();
    if (at < 1) throw overrideError(override, 'expected key=value, such as optimizer.lr=3e-4');
    const field = CONFIG_FIELDS.find((candidate) => candidate.path === path);
    if (field === undefined) throw overrideError(override, `there is no key \`${path}\`${suggestion(path)}`);
    refuseHostileYaml(override, `--set ${override}`);
    try {
      document.setIn(path.split('.'), document.createNode(parseYaml(override.slice(at + 1))));
    } catch (cause) {
      throw overrideError(override, cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause));
    }
    applied.set(path, override);
  }
  return applied;
}

const overrideError = (override: string, what: string) =>
  new AppError('config_invalid', `--set ${override}: ${what}.`, { hint: 'facet train --help shows how --set is used.' });

/** The reference's names of networks, in any case. */
function withNetworkName(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('network' in value) || typeof value.network !== 'string') return value;
  return { ...value, network: NETWORK_ALIASES[value.network.toLowerCase()] ?? value.network };
}

function problemsOf(issue: z.core.$ZodIssue, source: Source): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return problemAt(path, `unknown key \`${path.join('.')}\`${suggestion(path.join('.'))}`, source, { atKey: true });
    });
  }
  const path = issue.path.join('.');
  const found = shown(source.document.getIn(issue.path));
  return [problemAt(issue.path, `\`${path || 'the file'}\` should be ${expectation(path, issue)}, not ${found}`, source)];
}

function suggestion(path: string): string {
  const last = path.split('.').at(-1) ?? path;
  const near = nearest(path, CONFIG_PATHS) ?? CONFIG_PATHS.find((candidate) => candidate.split('.').at(-1) === last) ?? null;
  return near === null ? '' : `; did you mean \`${near}\`?`;
}

function expectation(path: string, issue: z.core.$ZodIssue): string {
  const field = CONFIG_FIELDS.find((candidate) => path === candidate.path || path.startsWith(`${candidate.path}.`));
  if (field === undefined) return path === '' ? 'a map of keys' : 'a group of keys';
  switch (field.kind) {
    case 'choice':
      return `one of ${field.choices.join(', ')}${nearChoice(issue, field.choices)}`;
    case 'number':
    case 'integer': {
      const { min, max, above, below } = field.range;
      const noun = field.kind === 'number' ? 'a number' : 'a whole number';
      const unit = field.unit === null ? '' : ` (${field.unit})`;
      return `${noun} ${above ? 'above' : 'from'} ${min} ${below ? 'to below' : 'to'} ${max}${unit}`;
    }
    case 'range':
      return `null or two numbers [low, high] from ${field.range.min} to ${field.range.max}`;
    case 'boolean':
      return 'True or False';
    case 'count-or-all':
      return 'all or a whole number from 1';
    default:
      return 'a text';
  }
}

const nearChoice = (issue: z.core.$ZodIssue, choices: readonly string[]) => {
  const near = typeof issue.input === 'string' ? nearest(issue.input, choices) : null;
  return near === null ? '' : ` (did you mean ${near}?)`;
};

function shown(node: unknown): string {
  const value = isScalar(node) ? node.value : node;
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'object') return isMap(value) ? 'a group of keys' : 'a list';
  const text = typeof value === 'string' ? `"${value}"` : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** What the schema cannot see: keys that contradict one another. */
function contradictionsIn(config: ExperimentConfig): { path: Path; sentence: string }[] {
  const found: { path: Path; sentence: string }[] = [];
  const say = (isWrong: boolean, path: Path, sentence: string) => {
    if (isWrong) found.push({ path, sentence });
  };
  const { model, augmentation, normalization } = config;
  const quality = augmentation.jpeg_quality;
  say(model.in_channels === 2, ['model', 'in_channels'], '`model.in_channels` should be 3 (RGB) or 1 (grey), not 2');
  say(
    model.pretrained && model.weights === '',
    ['model', 'pretrained'],
    '`model.pretrained: True` needs a file in `model.weights`: Facet does not download ImageNet weights yet; `facet weights import resnet18.pth out.safetensors` makes one',
  );
  say(normalization === 'imagenet' && model.in_channels !== 3, ['normalization'], '`normalization: imagenet` needs `model.in_channels: 3`');
  say(
    quality !== null && quality[0] > quality[1],
    ['augmentation', 'jpeg_quality'],
    `\`augmentation.jpeg_quality\` should be [low, high], not [${quality?.join(', ')}]`,
  );
  return found;
}

function problemAt(path: Path, sentence: string, source: Source, { atKey = false } = {}): Problem {
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length);
    const override = source.overridden.get(part.join('.'));
    if (override !== undefined) return { where: `--set ${override}`, line: 0, sentence };
    const offset = offsetOf(source.document, part, atKey && length === path.length);
    if (offset !== null) {
      const { line, col } = source.lines.linePos(offset);
      return { where: `${source.file}:${line}:${col}`, line, sentence };
    }
  }
  return { where: source.file, line: 0, sentence };
}

/** Where a value, or its key, stands in the text. */
function offsetOf(document: Document, path: Path, atKey: boolean): number | null {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return null;
  const key = path.at(-1);
  const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key);
  const node = (atKey ? pair?.key : (pair?.value ?? pair?.key)) as { range?: readonly number[] | null } | undefined; // nodes of a parsed text have ranges
  return node?.range?.[0] ?? null;
}

function configError({ file }: Source, problems: readonly Problem[]): AppError {
  const sorted = problems.toSorted((a, b) => a.line - b.line);
  const [first] = sorted;
  const message =
    sorted.length === 1 && first !== undefined
      ? `${first.where}: ${first.sentence}.`
      : `${file} has ${sorted.length} problems:\n${sorted.map(({ where, sentence }) => `  ${where}: ${sentence}.`).join('\n')}`;
  return new AppError('config_invalid', message, { hint: 'Keys, ranges and defaults: `facet train --keys`.' });
}
