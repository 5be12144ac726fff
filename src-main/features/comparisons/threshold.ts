/** Which threshold is in force for a test, and how it came about. */
import type { Store } from '#main/store/open.ts';
import type { ThresholdSource } from '#shared/contract/comparisons.ts';
import { DEFAULT_THRESHOLD } from '#shared/domain/labels.ts';
import type { EvaluationSummary } from '#shared/domain/records.ts';

export type Threshold = { readonly threshold: number; readonly source: ThresholdSource };

const RULE_WORDS: Readonly<Record<string, string>> = {
  half: 'the usual 0.5',
  eer: 'equal error rate',
  'best-f1': 'best F1',
  'low-false-alarms': 'few false alarms',
  cost: 'least cost',
  'by-hand': 'chosen by hand',
};

/** The operating point that was frozen for the weights, else the test's own threshold. */
export function thresholdOf(
  { comparisons, evaluations }: Pick<Store, 'comparisons' | 'evaluations'>,
  test: EvaluationSummary,
): Threshold {
  const frozen = comparisons.frozenThreshold(test.checkpointSha256);
  if (frozen === null) {
    const words = test.threshold === DEFAULT_THRESHOLD ? 'the usual 0.5' : "the test's own";
    return { threshold: test.threshold, source: { kind: 'own', words } };
  }
  const rule = RULE_WORDS[String(frozen.rule['kind'])] ?? 'chosen by a rule';
  const chosenOn = evaluations.get(frozen.evaluationId);
  const words = `${rule}, frozen on ${chosenOn.splitName === 'valid' ? 'validation faces' : chosenOn.datasetName}`;
  return { threshold: frozen.threshold, source: { kind: 'frozen', words } };
}
