/** Holds a table of who may import whom against source files. */
import { posix } from 'node:path';
import type { Rule } from './import-table.ts';
import { importsOf, type SourceFile } from './source-text.ts';

/** package.json, "imports". */
const ALIASES: Readonly<Record<string, string>> = {
  '#main/': 'src-main/',
  '#renderer/': 'src-renderer/',
  '#shared/': 'src-shared/',
  '#tests/': 'tests/',
};

/** A sentence for each import that the table does not allow, and for each file that it does not know. */
export function brokenImportRules(files: readonly SourceFile[], table: readonly Rule[]): string[] {
  return files.flatMap((file) => {
    const rule = ruleFor(file.path, table);
    if (rule === null) return [`${file.path}:1 belongs to no folder of the import table.`];
    return importsOf(file.text)
      .filter(({ specifier }) => !isAllowed(targetOf(file.path, specifier), rule))
      .map(
        ({ line, specifier }) =>
          `${file.path}:${line} imports ${specifier}; ${rule.folder} may import: ${['itself', ...rule.mayImport].join(', ')}.`,
      );
  });
}

/** Across folders by alias, inside one by "./": a path that climbs twice breaks when a file moves. */
export const climbingImports = (files: readonly SourceFile[]): string[] =>
  files.flatMap(({ path, text }) =>
    importsOf(text)
      .filter(({ specifier }) => specifier.startsWith('../../'))
      .map(
        ({ line, specifier }) =>
          `${path}:${line} imports ${specifier}; take an alias (${Object.keys(ALIASES).join(', ')}).`,
      ),
  );

/** The rule with the most specific folder, which then stands in it without `*`. */
function ruleFor(path: string, table: readonly Rule[]): Rule | null {
  const fitting = table.flatMap((rule) => {
    const depth = rule.folder.split('/').length;
    const folder = path.split('/').slice(0, depth).join('/');
    return fits(folder, rule.folder) ? [{ folder, mayImport: rule.mayImport, depth }] : [];
  });
  return fitting.sort((a, b) => b.depth - a.depth)[0] ?? null;
}

const fits = (folder: string, pattern: string) => {
  const [names, wanted] = [folder.split('/'), pattern.split('/')];
  return names.length === wanted.length && wanted.every((name, i) => name === '*' || name === names[i]);
};

type Target = { readonly kind: 'file' | 'package' | 'node'; readonly name: string };

function targetOf(from: string, specifier: string): Target {
  if (specifier.startsWith('node:')) return { kind: 'node', name: specifier };
  if (specifier.startsWith('.')) return { kind: 'file', name: posix.join(posix.dirname(from), specifier) };
  const alias = Object.keys(ALIASES).find((prefix) => specifier.startsWith(prefix));
  if (alias !== undefined) return { kind: 'file', name: ALIASES[alias] + specifier.slice(alias.length) };
  const parts = specifier.split('/');
  return { kind: 'package', name: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/') };
}

function isAllowed({ kind, name }: Target, { folder, mayImport }: Rule): boolean {
  if (kind === 'node') return mayImport.includes('node:*');
  if (kind === 'file')
    return [folder, ...mayImport].some((allowed) => name === allowed || name.startsWith(`${allowed}/`));
  return mayImport.some(
    (allowed) => name === allowed || (allowed.endsWith('/*') && name.startsWith(allowed.slice(0, -1))),
  );
}
