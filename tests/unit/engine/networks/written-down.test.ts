/** What src-shared and resources say of the networks is what the networks say: a network that is registered is known everywhere after `npm run networks`. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { foldedNames } from '#main/engine/networks/folded-names.ts';
import { NETWORKS } from '#main/engine/networks/registry.ts';
import { trainedNamesOf, writtenFacts, writtenWeights } from '#main/engine/networks/written-down.ts';
import { WRITTEN_FACTS } from '#shared/domain/network-facts.ts';
import { WRITTEN_NAMES } from '#shared/domain/network-names.ts';
import { parameterNamesOf, unfoldedNames } from '#shared/domain/network-parameters.ts';
import { NETWORK_ALIASES, NETWORK_NAMES } from '#shared/domain/networks.ts';

const ADVICE = 'src-main/engine/networks says otherwise: `npm run networks` writes it down anew';

describe('what is written down of the networks', () => {
  it('is what they say of themselves, in their order', () => {
    const { facts, parameterNames } = writtenFacts();
    expect(Object.entries(WRITTEN_FACTS), ADVICE).toEqual(Object.entries(facts));
    expect(Object.entries(WRITTEN_NAMES), ADVICE).toEqual(Object.entries(parameterNames));
  });

  it('lists the weights that they begin with', () => {
    const file = new URL('../../../../resources/pretrained.json', import.meta.url);
    expect(readFileSync(file, 'utf8'), ADVICE).toBe(`${JSON.stringify(writtenWeights(), null, 2)}\n`);
  });

  it('calls no two networks the same', () => {
    const spellings = Object.entries(NETWORKS).flatMap(([name, { alias }]) =>
      alias === undefined ? [name] : [name, alias],
    );
    expect(Object.keys(NETWORK_ALIASES).toSorted()).toEqual(spellings.toSorted());
    expect(spellings.every((spelling) => spelling === spelling.toLowerCase())).toBe(true);
  });
});

describe('parameterNamesOf', () => {
  it.each(NETWORK_NAMES)('names what %s trains and nothing else, in the order of the forward pass', (network) => {
    expect(parameterNamesOf(network)).toEqual(trainedNamesOf(network));
  });
});

describe('folded names', () => {
  it.each([
    ['a', ['a']],
    ['{a,b}.{c,d}', ['a.c', 'a.d', 'b.c', 'b.d']],
    ['{a.c,b}', ['a.c', 'b']],
    ['a.{b.{0,1},c}.w', ['a.b.0.w', 'a.b.1.w', 'a.c.w']],
    [
      '{conv.w,bn.{w,b},layer.{0,1}.{x,y.z}}',
      ['conv.w', 'bn.w', 'bn.b', 'layer.0.x', 'layer.0.y.z', 'layer.1.x', 'layer.1.y.z'],
    ],
  ])('%s stands for what a shell would make of it', (text, names) => {
    expect(unfoldedNames(text)).toEqual(names);
    expect(unfoldedNames(foldedNames(names))).toEqual(names);
  });

  it('are no shorter where neighbours differ', () => {
    expect(foldedNames(['a.x', 'b.y', 'c.x'])).toBe('{a.x,b.y,c.x}');
  });

  it('cannot be made of a name that begins with another one, nor of one with braces', () => {
    expect(() => foldedNames(['a', 'a.b'])).toThrow('no name begins with another one');
    expect(() => foldedNames(['a{b'])).toThrow('"a{b"');
  });
});
