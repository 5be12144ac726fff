/** What keeps a training from starting, and what a careful colleague would mention: sentences over facts that are known already. */
import type { StoredAudit } from '#main/store/audits.ts';
import type { ExperimentConfig } from '#shared/config/schema.ts';
import type { Finding, Preflight } from '#shared/contract/configurations.ts';
import type { AppError } from '#shared/errors.ts';
import { type ClassCounts, type SplitCounts, totalOf } from './known-data.ts';
import type { NetworkFacts } from './networks.ts';

export const RANKS = { error: 0, warning: 1, info: 2 } as const satisfies Record<Finding['level'], number>;

export const finding = (
  level: Finding['level'],
  text: string,
  { path = null, link = null }: Partial<Pick<Finding, 'path' | 'link'>> = {},
): Finding => ({ level, text, path, link });

/** In the words of the error itself. */
export const refusal = ({ message, hint }: AppError, about: Partial<Pick<Finding, 'path' | 'link'>>): Finding =>
  finding('error', hint === null ? message : `${message} ${hint}`, about);

/** Above it a classifier that has learned nothing looks like one that has. */
const MUCH_OF_ONE_CLASS = 0.65;
/** Below it one face moves the accuracy by more than two percent. */
const FEW_VALID = 50;

export function splitFindings(config: ExperimentConfig, { train, valid }: SplitCounts): readonly Finding[] {
  const [trained, validated] = [totalOf(train), totalOf(valid)];
  return [
    ...(config.batch_size > trained
      ? [
          finding(
            'warning',
            `A batch has ${config.batch_size} faces and only ${trained} train: each epoch is a single step. Try a batch size of ${fittingBatch(trained)}.`,
            { path: 'batch_size' },
          ),
        ]
      : []),
    ...imbalance(train),
    ...(validated < FEW_VALID
      ? [
          finding(
            'warning',
            `Only ${validated} faces validate: one of them moves the accuracy by ${(100 / validated).toFixed(1)} points, so which epoch is best is partly chance.`,
            { path: 'data.test_proportions' },
          ),
        ]
      : []),
  ];
}

/** Some eight steps an epoch, as a power of two. */
const fittingBatch = (trained: number): number => Math.max(1, 2 ** Math.floor(Math.log2(Math.max(1, trained / 8))));

function imbalance(train: ClassCounts): readonly Finding[] {
  const most = Math.max(train.real, train.fake);
  const share = most / totalOf(train);
  if (share < MUCH_OF_ONE_CLASS) return [];
  const name = most === train.real ? 'real' : 'fake';
  return [
    finding(
      'warning',
      `${(100 * share).toFixed(0)} % of the training faces are ${name}: who always says "${name}" is right as often. Look at the AUC rather than at the accuracy.`,
    ),
  ];
}

/** Of the newest audit; null where none was made. */
export function auditFindings(audit: StoredAudit | null, link: string): readonly Finding[] {
  if (audit === null) return [];
  const amber = audit.measures.filter(({ isAmber }) => isAmber).map(({ name }) => name.toLowerCase());
  return [
    ...(audit.probe?.isAmber === true
      ? [
          finding(
            'warning',
            `The classes can be told apart without looking at a face (AUC ${audit.probe.auc.toFixed(2)}${amber.length === 0 ? '' : `, by ${amber.join(', ')}`}): a network may learn that instead.`,
            { link },
          ),
        ]
      : []),
    ...(audit.crossSplitPairCount > 0
      ? [
          finding(
            'warning',
            `${audit.crossSplitPairCount} pairs of the same or nearly the same picture lie in different splits: validation will look better than it is.`,
            { link },
          ),
        ]
      : []),
  ];
}

export function machineFindings(
  { disk, memory, device }: Pick<Preflight, 'disk' | 'memory' | 'device'>,
  facts: NetworkFacts,
): readonly Finding[] {
  const [needed, free] = [gibibytes(disk.neededBytes), gibibytes(disk.freeBytes)];
  return [
    ...(device.isAvailable
      ? []
      : [
          finding('error', `device: cuda is asked for, and TensorFlow finds no GPU that it can use.`, {
            path: 'device',
            link: '/settings',
          }),
        ]),
    ...(disk.isEnough
      ? []
      : [
          finding(
            disk.freeBytes < 4 * facts.weightsBytes ? 'error' : 'warning',
            `The run needs ${needed} of disk and ${free} are free. Keep fewer checkpoints, or make room.`,
            { path: 'keep_checkpoints' },
          ),
        ]),
    ...(memory.isEnough
      ? []
      : [
          finding(
            'warning',
            `Training needs about ${gibibytes(memory.neededBytes)} of memory and ${gibibytes(memory.freeBytes)} are free. A smaller batch or input size needs less.`,
            { path: 'batch_size' },
          ),
        ]),
  ];
}

const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
