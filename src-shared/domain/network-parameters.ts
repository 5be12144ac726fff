/**
 * The names of each network's parameters, which are torchvision's: for a configuration that names parts of a network to be checked while it is written.
 * They are written down in the braces of shells: `layer1.{0,1}.{conv1.weight,bn1.{weight,bias}}`.
 */
import { WRITTEN_NAMES } from './network-names.ts';
import type { NetworkName } from './networks.ts';

/** What training can change, running statistics left aside, in the order of their first use. */
export const parameterNamesOf = (network: NetworkName): readonly string[] => unfoldedNames(WRITTEN_NAMES[network]);

/** Every name that the text stands for, in order: `{a,b}.{c,d}` -> a.c, a.d, b.c, b.d. */
export function unfoldedNames(text: string): readonly string[] {
  const open = text.indexOf('{');
  if (open < 0) return [text];
  const { choices, end } = choicesFrom(text, open);
  const rests = unfoldedNames(text.slice(end));
  const start = text.slice(0, open);
  return choices.flatMap(unfoldedNames).flatMap((choice) => rests.map((rest) => `${start}${choice}${rest}`));
}

/** What stands between the commas of a pair of braces, and where the text goes on behind it. */
function choicesFrom(text: string, open: number): { readonly choices: readonly string[]; readonly end: number } {
  const choices: string[] = [];
  let depth = 0;
  let start = open + 1;
  let at = open;
  for (; at < text.length; at++) {
    const sign = text[at];
    if (sign === '{') depth += 1;
    if ((sign === ',' && depth === 1) || (sign === '}' && depth === 1)) {
      choices.push(text.slice(start, at));
      start = at + 1;
    }
    if (sign === '}') depth -= 1;
    if (depth === 0) break;
  }
  return { choices, end: at + 1 };
}
