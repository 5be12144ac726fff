/** What holds for every source file, whatever it is about. */
import { posix } from 'node:path';
import { codeOf, lineAt, type SourceFile } from './source-text.ts';

const MOST_LINES = 400;
const SAYS_NOTHING = ['utils', 'util', 'helpers', 'helper', 'common', 'misc'];

const KEBAB_CASE = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|config|d))?\.(?:ts|tsx|mjs|cjs|sh)$/;
const COMPONENT = /^(?:[A-Z][a-z0-9]*)+(?:\.test)?\.tsx$/;
/** A module that another one imports cannot have a hyphen in Python. */
const PYTHON = /^[a-z0-9]+(?:[-_][a-z0-9]+)*\.py$/;

/** A sentence for each rule that a file breaks. */
export function brokenFileRules({ path, text }: SourceFile): string[] {
  const isOurs = path.startsWith('src-');
  const isScript = /\.(?:[mc]?[jt]s|tsx)$/.test(path);
  return [
    ...brokenLength(path, text),
    ...brokenName(path, { isOurs }),
    ...(isOurs && isScript
      ? found(path, text, /\bexport\s+default\b|\bas\s+default\b/, 'has a default export; exports are named')
      : []),
    ...(isOurs && isScript
      ? found(path, text, /\bconsole\s*\./, 'writes to the console; take the terminal or the logger')
      : []),
    ...(isScript
      ? found(path, text, /\b(?:it|test|describe|bench|suite)(?:\.\w+)*\.only\b/, 'runs one test only (.only)')
      : []),
  ];
}

function brokenLength(path: string, text: string): string[] {
  const lines = text.replace(/\n$/, '').split('\n').length;
  return lines > MOST_LINES ? [`${path} has ${lines} lines; ${MOST_LINES} is the most.`] : [];
}

function brokenName(path: string, { isOurs }: { isOurs: boolean }): string[] {
  const name = posix.basename(path);
  const patterns = [KEBAB_CASE, PYTHON, ...(path.startsWith('src-renderer/') ? [COMPONENT] : [])];
  const stem = name.split('.')[0] ?? '';
  const empty = [stem, ...(isOurs ? posix.dirname(path).split('/') : [])].filter((part) => SAYS_NOTHING.includes(part));
  return [
    ...(patterns.some((pattern) => pattern.test(name)) ? [] : [`${path} is not named in kebab-case.`]),
    ...empty.map((part) => `${path} is named "${part}", which does not say what is in it.`),
  ];
}

function found(path: string, text: string, pattern: RegExp, sentence: string): string[] {
  const match = pattern.exec(codeOf(text));
  return match === null ? [] : [`${path}:${lineAt(text, match.index)} ${sentence}.`];
}
