/** The networks that Facet trains, by torchvision's names, with the names that the reference project uses for them. */
export const NETWORK_NAMES = ['resnet18'] as const;
export type NetworkName = (typeof NETWORK_NAMES)[number];

/** Accepted spellings, lower case -> our name. */
export const NETWORK_ALIASES: Readonly<Record<string, NetworkName>> = { resnet18: 'resnet18', resnet: 'resnet18' };

/** The reference's name of a network, printed as `Type:` in its sections. */
export const NETWORK_TITLES: Readonly<Record<NetworkName, string>> = { resnet18: 'ResNet' };

/** As people write it, and who described it. */
export const NETWORK_PAPERS: Readonly<Record<NetworkName, { readonly title: string; readonly source: string }>> = {
  resnet18: { title: 'ResNet-18', source: 'He et al. 2016' },
};
