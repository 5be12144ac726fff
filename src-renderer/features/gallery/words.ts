/** Conditions, orders and thresholds in words. */
import type { ConditionName } from '#renderer/components/gallery-order.ts';
import {
  type FILE_PROPERTIES,
  type GalleryFace,
  type GalleryFilter,
  type GallerySort,
  type Range,
  type ThresholdRule,
  VERDICT_TITLES,
} from '#shared/contract/predictions.ts';
import { CAM_METHOD_TITLES } from '#shared/domain/explanations.ts';
import { className } from '#shared/domain/labels.ts';
import { OUTCOME_PARTS, OUTCOME_TITLES, type Outcome } from '#shared/domain/outcomes.ts';
import { FACE_REGION_TITLES } from '#shared/domain/regions.ts';

export const SORT_TITLES: Readonly<Record<GallerySort, string>> = {
  loss: 'Loss (most wrong)',
  confidence: 'Confidence',
  uncertainty: 'Uncertainty',
  score: 'Score, P(fake)',
  time: 'Time (order of testing)',
  line: 'Line of the CSV',
  region: 'Share of the region',
};

export const FILE_TITLES: Readonly<Record<(typeof FILE_PROPERTIES)[number], string>> = {
  sizeBytes: 'File size (bytes)',
  pixels: 'Pixels',
  brightness: 'Brightness (0 to 1)',
  sharpness: 'Sharpness',
  jpegQuality: 'JPEG quality',
};

/** "0.4 to 0.6", "from 0.4", "below 0.6", "known" */
function rangeWords({ from, below }: Range, write: (value: number) => string = shortNumber): string {
  if (from === null && below === null) return 'known';
  if (from === null) return `below ${write(below ?? 0)}`;
  return below === null ? `from ${write(from)}` : `${write(from)} to ${write(below)}`;
}

const shortNumber = (value: number) => String(Number(value.toPrecision(4)));
const percent = (value: number) => `${shortNumber(100 * value)} %`;

/** A chip's text. */
export function conditionWords(filter: GalleryFilter, name: ConditionName): string {
  const { outcomes = [], score, region, file, verdict } = filter;
  if (name === 'outcomes') return outcomesWords(outcomes);
  if (name === 'score') return `Score ${rangeWords(score ?? NO_RANGE)}`;
  if (name === 'text') return `Path has “${filter.text}”`;
  if (name === 'verdict')
    return `Verdict: ${verdict === 'none' || verdict === undefined ? 'none' : VERDICT_TITLES[verdict]}`;
  if (name === 'file') return `${FILE_TITLES[file?.property ?? 'pixels']}: ${rangeWords(file?.range ?? NO_RANGE)}`;
  if (name === 'region' && region !== undefined)
    return `${FACE_REGION_TITLES[region.region]}: ${rangeWords(region.share, percent)} of the map (${CAM_METHOD_TITLES[region.method]}, ${region.layer})`;
  if (name.startsWith('metadata.')) {
    const column = name.slice('metadata.'.length);
    return `${column}: ${filter.metadata?.[column] ?? ''}`;
  }
  return `${PLAIN_TITLES[name] ?? name}: ${String(filter[name as 'tag'])}`; // the others are words
}

const NO_RANGE: Range = { from: null, below: null };
const PLAIN_TITLES: Readonly<Record<string, string>> = {
  split: 'Split',
  format: 'Format',
  source: 'Source',
  group: 'Group',
  tag: 'Tag',
};

function outcomesWords(outcomes: readonly Outcome[]): string {
  const right = outcomes.filter((outcome) => OUTCOME_PARTS[outcome].isRight).length;
  if (outcomes.length === 2 && right === 0) return 'Mistakes';
  if (outcomes.length === 2 && right === 2) return 'Right';
  return outcomes.map((outcome) => OUTCOME_TITLES[outcome]).join(' or ');
}

export const isWrong = (outcome: Outcome): boolean => !OUTCOME_PARTS[outcome].isRight;

/** For who cannot see it. */
export function nameOf({ path, outcome, score, verdict, tags, labelNow, isExcluded }: GalleryFace): string {
  const parts = [
    path,
    OUTCOME_TITLES[outcome],
    `score ${score.toFixed(3)}`,
    verdict === null ? null : `verdict ${VERDICT_TITLES[verdict]}`,
    tags.length === 0 ? null : `tags ${tags.join(', ')}`,
    labelNow === null ? null : `now called ${className(labelNow)}`,
    isExcluded ? 'excluded' : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

export const RULE_TITLES: Readonly<Record<ThresholdRule['kind'], string>> = {
  half: '0.5',
  eer: 'Equal error rate',
  'best-f1': 'Best F1',
  'low-false-alarms': '1 % false alarms',
  cost: 'Least cost',
  'by-hand': 'Chosen by hand',
};

/** A threshold as it is read: enough digits to tell it from its neighbours, and no more. */
export const thresholdText = (threshold: number): string =>
  threshold === 0 || threshold === 1 ? String(threshold) : String(Number(threshold.toPrecision(4)));
