/** Names written in a line, in the braces of shells: `layer1.{0,1}.{conv1.weight,bn1.{weight,bias}}`. `unfoldedNames` reads it. */
import { assert } from '#shared/errors.ts';

/** The parts of names, in the order in which they came. */
type Branch = Map<string, Branch>;

/** @throws internal where a name begins with another one, or has characters that braces are written with */
export function foldedNames(names: readonly string[]): string {
  const root: Branch = new Map();
  for (const name of names) {
    assert(/^[\w.]+$/.test(name), `"${name}" has letters, digits and dots`);
    addName(root, name.split('.'));
  }
  const isPrefix = names.some((name) => names.some((other) => other.startsWith(`${name}.`)));
  assert(!isPrefix, 'no name begins with another one');
  return folded(root);
}

function addName(root: Branch, parts: readonly string[]): void {
  let branch = root;
  for (const part of parts) {
    const next = branch.get(part) ?? new Map();
    branch.set(part, next);
    branch = next;
  }
}

/** Neighbours below which everything is the same stand together. */
function folded(branch: Branch): string {
  const groups: { readonly parts: string[]; readonly below: string }[] = [];
  for (const [part, next] of branch) {
    const below = folded(next);
    const last = groups.at(-1);
    if (last?.below === below) last.parts.push(part);
    else groups.push({ parts: [part], below });
  }
  return braced(groups.map(({ parts, below }) => `${braced(parts)}${below === '' ? '' : `.${below}`}`));
}

const braced = (texts: readonly string[]): string => (texts.length > 1 ? `{${texts.join(',')}}` : texts.join(''));
