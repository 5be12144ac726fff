/** Options that several commands share, and the back end they open. */
import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Backend, createBackend } from '#main/backend.ts';

export const DEFAULT_WORKSPACE = 'workspace';

export type CommonOptions = { readonly json?: boolean };
export type WorkspaceOptions = CommonOptions & { readonly workspace: string };

export const withJson = (command: Command): Command =>
  command.option('--json', 'print the result as JSON, and nothing else, to standard output');

export const withWorkspace = (command: Command): Command =>
  withJson(command).addOption(
    new Option('--workspace <folder>', 'where runs and results are kept')
      .env('FACET_WORKSPACE')
      .default(DEFAULT_WORKSPACE),
  );

/** `--set a.b=1`, as often as wanted. */
export const withOverrides = (command: Command): Command =>
  command.option(
    '--set <key=value>',
    'changes a key of the configuration, such as optimizer.lr=3e-4; as often as wanted',
    collect,
    [],
  );

const collect = (value: string, earlier: readonly string[]): string[] => [...earlier, value];

/** For commander: a whole number from `min` on. */
export const wholeNumber =
  (min: number) =>
  (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= min) return value;
    throw new InvalidArgumentError(`expected a whole number from ${min}`);
  };

export const fraction = (text: string): number => {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('expected a number from 0 to 1');
};

/** Closed with its block, or before, once. */
export function openBackend({ workspace }: WorkspaceOptions, owner: string): Backend & AsyncDisposable {
  const backend = createBackend({ workspace, owner, versions: versions() });
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= backend.close();
    return closing;
  };
  return { ...backend, close, [Symbol.asyncDispose]: close };
}

export const versions = (): Record<string, string> => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  }; // ours
  return { facet: version, node: process.versions.node };
};
