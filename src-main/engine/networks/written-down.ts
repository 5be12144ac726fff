/** What the rest of Facet knows of the networks, taken from the networks themselves: their graphs are written down, and nothing of them is run. */
import type { NetworkFacts, NetworkName } from '#shared/domain/networks.ts';
import { foldedNames } from './folded-names.ts';
import { createModel } from './model.ts';
import { NETWORKS, type NetworkDefinition, type PretrainedWeights } from './registry.ts';

/** Of `NETWORK_FACTS` and `parameterNamesOf`, in src-shared/domain. */
export function writtenFacts(): {
  readonly facts: Readonly<Record<string, NetworkFacts>>;
  readonly parameterNames: Readonly<Record<string, string>>;
} {
  return {
    facts: ofEach((network) => factsOf(NETWORKS[network])),
    parameterNames: ofEach((network) => foldedNames(trainedNamesOf(network))),
  };
}

/** Of resources/pretrained.json. */
export const writtenWeights = () => ({
  source: 'torchvision 0.29.2: url, _file_size and, as origin, what it says of each of its weights',
  sizes: "torchvision's _file_size is MiB to three places, so each sizeBytes is within 525 bytes of the file's",
  terms:
    'ImageNet, on which all of them were trained, gives its images out for non-commercial research and education only; whether that reaches the weights is not settled, and torchvision leaves it to whoever uses them to find out.',
  weights: ofEach((network) => weightsOf(NETWORKS[network].pretrained)),
});

/** The parameters that training can change, running statistics left aside, in the order of their first use. */
export function trainedNamesOf(network: NetworkName): readonly string[] {
  const { parameters } = createModel({ ...SETTINGS, network }, null);
  return parameters.filter(({ isTrained }) => isTrained).map(({ name }) => name);
}

/** Names depend on none of this. */
const SETTINGS = {
  classes: 2,
  height: 64,
  width: 64,
  channels: 3,
  normalization: 'none',
  initWeights: true,
  dropoutRate: 0,
} as const;

function factsOf({ family, title, source, alias, dropoutRate, stochasticDepth }: NetworkDefinition): NetworkFacts {
  return { family, title, source, ...(alias === undefined ? {} : { alias }), dropoutRate, stochasticDepth };
}

const BYTES_PER_MIB = 2 ** 20;
const TORCHVISION_LICENCE = 'BSD-3-Clause, as torchvision';

function weightsOf({ name, address, sizeMib, origin, licence, sha256 }: PretrainedWeights) {
  const [, sha256Start = ''] = /-([0-9a-f]{8})\.pth$/.exec(address) ?? [];
  return {
    title: `${name}.IMAGENET1K_V1`,
    address,
    sizeBytes: Math.round(sizeMib * BYTES_PER_MIB),
    sha256Start,
    sha256: sha256 ?? null,
    licence: licence ?? TORCHVISION_LICENCE,
    origin,
  };
}

/** In the registry's order. */
const ofEach = <T>(make: (network: NetworkName) => T): Readonly<Record<string, T>> =>
  Object.fromEntries(
    // What is registered and not yet written down is a network like the others.
    (Object.keys(NETWORKS) as NetworkName[]).map((network) => [network, make(network)]),
  );
