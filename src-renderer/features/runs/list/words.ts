/** Values of runs' fields as a person reads them, and the difference between two of them. */
import {
  formatCount,
  formatDateTime,
  formatDuration,
  formatLearningRate,
  formatMetric,
  formatPercent,
  MISSING,
} from '#renderer/components/format.ts';
import type { RunField } from '#shared/domain/run-fields.ts';
import type { FieldValue } from '#shared/filter/compile.ts';

/** Losses and areas; other numbers of results are counts. */
const MEASURES = /(?:loss|auc)$/;
/** From here down a setting is written as people write learning rates. */
const SMALL = 0.01;

export function wordOf(field: Pick<RunField, 'name' | 'kind' | 'isSetting'>, value: FieldValue): string {
  if (value === null || value === '') return MISSING;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object') return value.length === 0 ? MISSING : value.join(', ');
  if (typeof value === 'string') return value;
  switch (field.kind) {
    case 'fraction':
      return formatPercent(value);
    case 'duration':
      return formatDuration(value);
    case 'instant':
      return formatDateTime(value);
    default:
      return numberWord(field, value);
  }
}

function numberWord({ name, isSetting }: Pick<RunField, 'name' | 'isSetting'>, value: number): string {
  if (MEASURES.test(name)) return formatMetric(value);
  if (name === 'seed') return String(value);
  if (!isSetting) return formatCount(value);
  return value !== 0 && Math.abs(value) < SMALL ? formatLearningRate(value) : String(value);
}

export type Delta = {
  /** "+0.8 pp" */
  readonly text: string;
  /** Null where it is neither: alike, or nobody knows which way is better. */
  readonly verdict: 'better' | 'worse' | null;
};

/** Smaller than what is shown is no difference. */
const SHOWN_DIGITS = { fraction: 1, measure: 4 } as const;

/** From the baseline's value to this one; null where one is missing or they cannot be told apart by number. */
export function deltaOf(field: RunField, value: FieldValue, baseline: FieldValue): Delta | null {
  if (typeof value !== 'number' || typeof baseline !== 'number' || field.better === null) return null;
  const isFraction = field.kind === 'fraction';
  const digits = isFraction ? SHOWN_DIGITS.fraction : SHOWN_DIGITS.measure;
  const difference = Number(((isFraction ? 100 : 1) * (value - baseline)).toFixed(digits));
  const text = `${difference > 0 ? '+' : difference < 0 ? '−' : '±'}${Math.abs(difference).toFixed(digits)}${isFraction ? ' pp' : ''}`;
  if (difference === 0) return { text, verdict: null };
  return { text, verdict: difference > 0 === (field.better === 'higher') ? 'better' : 'worse' };
}
