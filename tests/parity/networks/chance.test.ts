/** Where every network leaves something to chance in training, and how much; what that does to the numbers, unusual-settings.test.ts compares. */
import { describe, expect, it } from 'vitest';
import { createModel } from '#main/engine/networks/model.ts';
import type { Graph } from '#main/engine/tensorflow/graph.ts';
import { NETWORK_FACTS, NETWORK_NAMES } from '#shared/domain/networks.ts';
import { expectationsOf } from './comparison.ts';
import { chancesOf } from './given-chance.ts';
import { ADAM, chanceSettingsOf, FULL_SIZE, settingsOf } from './network-settings.ts';

const SMALL = { ...FULL_SIZE, height: 64, width: 64 };

const ratesIn = (graph: Graph) => chancesOf(graph).map(({ rate }) => rate);

describe.each(NETWORK_NAMES)('%s', (network) => {
  const { chances } = expectationsOf(network);
  const rates = (kind: 'dropout' | 'rows') => chances.filter(([, own]) => own === kind).map(([, , rate]) => rate);

  it("drops features and leaves out blocks as often as torchvision's, in the same order, where nothing else is asked for", () => {
    const { graph } = createModel(chanceSettingsOf(network, SMALL), ADAM);
    expect(ratesIn(graph)).toEqual(chances.map(([, , rate]) => Math.fround(rate)));
  });

  it("is described with torchvision's rates", () => {
    const { dropoutRate, stochasticDepth } = NETWORK_FACTS[network];
    expect([...new Set(rates('dropout'))]).toEqual(dropoutRate === 0 ? [] : [dropoutRate]);
    // torchvision's grows from block to block and would reach the largest after the last.
    const blocks = rates('rows');
    expect(blocks.every((rate) => rate < stochasticDepth)).toBe(true);
    expect(blocks.length > 0).toBe(stochasticDepth > 0);
  });

  it('drops features at the rate that is asked for, also where torchvision has no dropout: then before its last layer', () => {
    const { graph } = createModel({ ...settingsOf(network, SMALL), dropoutRate: 0.3 }, ADAM);
    const places = Math.max(rates('dropout').length, 1);
    expect(ratesIn(graph)).toEqual(Array.from({ length: places }, () => Math.fround(0.3)));
  });

  it('leaves nothing to chance in evaluation, nor in training where none is asked for', () => {
    expect(ratesIn(createModel(chanceSettingsOf(network, SMALL), null).graph)).toEqual([]);
    expect(ratesIn(createModel(settingsOf(network, SMALL), ADAM).graph)).toEqual([]);
  });
});
