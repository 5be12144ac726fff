/** What a configuration is about, in a few words for a card. */
import { checkExperiment } from '#shared/config/check.ts';
import { meantBy } from '#shared/config/difference.ts';
import { isNumberSource, numberSource } from '#shared/config/edit/value-source.ts';
import { fieldAt } from '#shared/config/fields.ts';
import { NETWORK_FACTS, NETWORK_NAMES } from '#shared/domain/networks.ts';

export type ConfigurationSummary = {
  readonly network: string;
  /** "224 × 224" */
  readonly size: string;
  /** The file's name and its folder's. */
  readonly data: string;
  readonly epochs: string;
  readonly batch: string;
  readonly optimizer: string;
  readonly problemCount: number;
};

export function summaryOf(yaml: string): ConfigurationSummary {
  const check = checkExperiment(yaml);
  const value = (path: string): string => {
    const field = fieldAt(path);
    const meant = field === undefined ? undefined : meantBy(check, field).value;
    return meant === undefined || meant === null ? '' : String(meant);
  };
  const network = NETWORK_NAMES.find((name) => name === value('network'));
  return {
    network: network === undefined ? value('network') : NETWORK_FACTS[network].title,
    size: `${value('input_size.width')} × ${value('input_size.height')}`,
    data: shortPath(value('data.train')),
    epochs: value('num_epochs'),
    batch: value('batch_size'),
    optimizer: `${value('optimizer.type')} at ${sourceOf(value('optimizer.lr'))}`,
    problemCount: check.problems.length,
  };
}

const sourceOf = (text: string): string => (isNumberSource(text) ? numberSource(Number(text)) : text);

/** "…/demo/train.csv" */
export function shortPath(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== '');
  return parts.length <= 2 ? path : `…/${parts.slice(-2).join('/')}`;
}
