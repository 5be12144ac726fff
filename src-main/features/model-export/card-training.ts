/** The part of a model card about how the weights came about. */
import { defaultOf } from '#shared/config/defaults.ts';
import { CONFIG_FIELDS } from '#shared/config/fields.ts';
import { grouped, short } from '#shared/report/numbers.ts';
import type { CardFacts, CardTraining, ClassCounts } from './facts.ts';
import { plain, table } from './markdown.ts';

export function trainingText({ training }: CardFacts): string {
  if (training === null)
    return 'Not known: the weights were exported from a file, not from a run of a workspace. Ask whoever trained them.';
  return table(['', ''], rows(training));
}

function rows(training: CardTraining): readonly (readonly [string, string])[] {
  const { config, revision, splitSeed, groupCount, epoch, lastEpoch, beganWith, device, versions } = training;
  const { optimizer } = config;
  return [
    ['Run', plain(training.runName)],
    [
      'Data set',
      `${plain(training.datasetName)} (\`${plain(training.csv)}\`), fingerprint \`${training.fingerprint.slice(0, 16)}\``,
    ],
    ['Changes over the CSV', revision === 0 ? 'none' : `revision ${revision}: relabelled or excluded faces`],
    ['Trained on', countsText(training.train)],
    ['Validated on', `${countsText(training.valid)}; its smallest loss chose the best epoch`],
    ['Split', splitSeed === null ? 'as the data say' : `at random, seed ${splitSeed}, the same share of each class`],
    [
      'Groups',
      groupCount === null
        ? 'none named: the same person or video may be on both sides of the split'
        : `${grouped(groupCount)}, none of them on both sides of the split`,
    ],
    ['Began with', beganWith === null ? 'weights drawn at random' : plain(beganWith)],
    ['Weights', epochWords(epoch, lastEpoch)],
    [
      'Optimizer',
      `${optimizer.type}, learning rate ${short(optimizer.lr)}, weight decay ${short(optimizer.weight_decay)}, batches of ${config.batch_size}`,
    ],
    ['Seed', String(config.seed)],
    ['Augmentation', augmentationWords(config.augmentation)],
    ['Dropout', short(config.dropout_rate)],
    ['Other settings', otherSettings(config)],
    ['Device', device === null ? 'not recorded' : plain(device)],
    [
      'Versions',
      Object.entries(versions)
        .map(([name, version]) => `${plain(name)} ${plain(version)}`)
        .join(', '),
    ],
  ];
}

/** Of this machine or of the run's book-keeping, or told above already. */
const TOLD =
  /^(network|seed|device|data|input_size|batch_size|dropout_rate|augmentation|normalization|prefix|name|notes|tags|threads|num_workers|print_epochs|keep_checkpoints|cache|positive_class)(\.|$)|^optimizer\.(type|lr|weight_decay)$/;

/** Keys that say something else than their default, as `--set` takes them; files are left out, since they are of one machine. */
function otherSettings(config: CardTraining['config']): string {
  const given = new Map(CONFIG_FIELDS.map(({ path }) => [path, valueAt(config, path)]));
  const changed = CONFIG_FIELDS.filter((field) => {
    if (field.kind === 'path' || TOLD.test(field.path)) return false;
    return JSON.stringify(given.get(field.path)) !== JSON.stringify(defaultOf(field, given));
  });
  if (changed.length === 0) return 'the defaults';
  return changed.map(({ path }) => plain(`${path}=${JSON.stringify(given.get(path))}`)).join(', ');
}

function valueAt(config: CardTraining['config'], path: string): unknown {
  const [head = '', key] = path.split('.');
  const part = (config as Readonly<Record<string, unknown>>)[head]; // a key of the schema's, as data
  return key === undefined ? part : (part as Readonly<Record<string, unknown>>)[key];
}

function epochWords(epoch: number | null, lastEpoch: number | null): string {
  if (epoch === null) return 'of a file that is no checkpoint of the run';
  return lastEpoch === null ? `after epoch ${epoch}` : `after epoch ${epoch} of ${lastEpoch}`;
}

function augmentationWords({
  flip,
  crop,
  brightness,
  jpeg_quality: jpeg,
  blur,
}: CardTraining['config']['augmentation']): string {
  const parts = [
    flip > 0 && `mirrored with probability ${short(flip)}`,
    crop > 0 && `up to ${short(crop)} cut away`,
    brightness > 0 && `brightness by up to ${short(brightness)}`,
    jpeg !== null && `JPEG quality ${jpeg[0]} to ${jpeg[1]}`,
    blur > 0 && `blur of up to ${short(blur)} px`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

export const countsText = ({ fake, real }: ClassCounts): string =>
  `${grouped(fake + real)} faces (${grouped(fake)} fake, ${grouped(real)} real)`;
