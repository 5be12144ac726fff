/** The networks that Facet trains, by torchvision's names. `src-main/engine/networks/registry.ts` has what they are made of; `npm run networks` takes it from there. */
import { WRITTEN_FACTS } from './network-facts.ts';

export type NetworkFacts = {
  /** The reference project's name, printed as `Type:` in its sections; of others the paper's. */
  readonly family: string;
  /** As people write it. */
  readonly title: string;
  /** Who described it. */
  readonly source: string;
  /** The reference project's name in lower case, where it has this network: accepted in place of torchvision's. */
  readonly alias?: string;
  /** The probability of dropout that torchvision's has; 0 = none. */
  readonly dropoutRate: number;
  /** The largest probability with which torchvision's leaves out a block in training; 0 = none. */
  readonly stochasticDepth: number;
};

export type NetworkName = keyof typeof WRITTEN_FACTS;
export const NETWORK_FACTS: Readonly<Record<NetworkName, NetworkFacts>> = WRITTEN_FACTS;
export const NETWORK_NAMES = Object.keys(WRITTEN_FACTS) as readonly NetworkName[]; // Object.keys forgets the key type

/** Accepted spellings, lower case -> our name. */
export const NETWORK_ALIASES: Readonly<Record<string, NetworkName>> = Object.fromEntries(
  NETWORK_NAMES.flatMap((name) => {
    const { alias } = NETWORK_FACTS[name];
    return [[name, name] as const, ...(alias === undefined ? [] : [[alias, name] as const])];
  }),
);
