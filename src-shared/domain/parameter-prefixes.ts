/** Parts of a network by the beginning of their parameters' names: layer1 stands for layer1.0.conv1.weight, not for layer10.weight. */
import { nearest } from '../config/nearest.ts';

/** A prefix is whole parts of a name, as a path is whole folders. */
export const hasPrefix = (name: string, prefix: string): boolean => name === prefix || name.startsWith(`${prefix}.`);

/** The longest of those that the name begins with; null where it begins with none. */
export const longestPrefix = (name: string, prefixes: readonly string[]): string | null =>
  prefixes
    .filter((prefix) => hasPrefix(name, prefix))
    .reduce<string | null>((best, prefix) => (best === null || prefix.length > best.length ? prefix : best), null);

/** Every prefix of these names, each once: layer1, layer1.0, layer1.0.conv1, layer1.0.conv1.weight. */
export function prefixesOf(names: readonly string[]): readonly string[] {
  const all = new Set<string>();
  for (const name of names) {
    const parts = name.split('.');
    for (let count = 1; count <= parts.length; count++) all.add(parts.slice(0, count).join('.'));
  }
  return [...all];
}

/** What is wrong with a prefix, going on after its key. */
export type PrefixProblem = {
  readonly key: 'model.freeze' | 'optimizer.lr_factors';
  /** Null where it is about all of them. */
  readonly prefix: string | null;
  readonly text: string;
};

export type Prefixes = { readonly freeze: readonly string[]; readonly factors: readonly string[] };

/** The first thing that is wrong with them, over a network's parameters; null = nothing. */
export function parameterProblem(names: readonly string[], { freeze, factors }: Prefixes): PrefixProblem | null {
  const fits = (prefix: string) => names.some((name) => hasPrefix(name, prefix));
  const isFrozen = (name: string) => freeze.some((prefix) => hasPrefix(name, prefix));
  for (const [key, prefixes] of [
    ['model.freeze', freeze],
    ['optimizer.lr_factors', factors],
  ] as const) {
    const unknown = prefixes.find((prefix) => !fits(prefix));
    if (unknown === undefined) continue;
    const guess = nearest(unknown, prefixesOf(names));
    const text = `names "${unknown}", with which no parameter of this network begins${guess === null ? '' : `; did you mean "${guess}"?`}`;
    return { key, prefix: unknown, text };
  }
  if (freeze.length > 0 && names.every(isFrozen))
    return { key: 'model.freeze', prefix: null, text: 'freezes every parameter: nothing would be trained' };
  const idle = factors.find((prefix) => names.every((name) => !hasPrefix(name, prefix) || isFrozen(name)));
  if (idle === undefined) return null;
  return {
    key: 'optimizer.lr_factors',
    prefix: idle,
    text: `names "${idle}", all of which model.freeze leaves as it is`,
  };
}
