/** Everything that is wrong with a configuration, told at once. */
import { AppError } from '../errors.ts';
import type { Locate, Position } from './read-yaml.ts';
import { shortened } from './wording.ts';

/** Where a value comes from: a place in the file, a `--set`, or (null) nowhere: it was not given. */
export type Origin =
  | { readonly kind: 'file'; readonly position: Position; readonly end: Position }
  | { readonly kind: 'set'; readonly text: string }
  | null;

/** `path` is the key that it is about, as far as that is known; `near` a place for what has none: the section that a key is missing from. */
export type Problem = {
  readonly origin: Origin;
  readonly path: string | null;
  readonly text: string;
  readonly near?: Origin;
};

const LISTED = 20;
/** No more are looked for: a file with so many is not a configuration. */
export const MOST_PROBLEMS = 100;

export const locateInFile =
  (file: string): Locate =>
  (position) =>
    position === null ? file : `${file}:${position.line}:${position.column}`;

const LONGEST_OVERRIDE = 80;

export const locateOverride = (text: string): string => `--set ${shortened(text, LONGEST_OVERRIDE)}`;

/** In the order of the file, then what is missing, then each `--set`. Returns where there is none. @throws config_invalid */
export function throwProblems(problems: readonly Problem[], file: string): void {
  if (problems.length === 0) return;
  const lines = inOrder(problems).map((problem) => sentence(problem, file));
  const [only = '', ...others] = lines;
  if (others.length === 0) throw invalid(only);
  const more =
    lines.length > LISTED ? [`  and ${lines.length - LISTED}${lines.length < MOST_PROBLEMS ? '' : ' or'} more`] : [];
  const listed = lines.slice(0, LISTED).map((line) => `  ${line}`);
  throw invalid([`${lines.length} problems in the configuration:`, ...listed, ...more].join('\n'));
}

export const inOrder = (problems: readonly Problem[]): readonly Problem[] =>
  problems.toSorted((a, b) => rank(a.origin) - rank(b.origin));

/** With a full stop, unless it asks. */
export const spoken = (text: string): string => `${text}${text.endsWith('?') ? '' : '.'}`;

const invalid = (message: string) =>
  new AppError('config_invalid', message, { hint: 'configs/resnet18.yaml shows every key with its meaning.' });

function sentence({ origin, text }: Problem, file: string): string {
  const place = origin?.kind === 'set' ? locateOverride(origin.text) : locateInFile(file)(origin?.position ?? null);
  return `${place}: ${spoken(text)}`;
}

/** Columns are below 2^21, as a file has at most 2^20 characters. */
function rank(origin: Origin): number {
  if (origin === null) return Number.MAX_SAFE_INTEGER - 1;
  return origin.kind === 'set' ? Number.MAX_SAFE_INTEGER : origin.position.line * 2 ** 21 + origin.position.column;
}
