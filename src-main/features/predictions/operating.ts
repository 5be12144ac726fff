/** What every threshold would make of a test, from its stored scores, and the thresholds that have a reason. */
import type { PredictionColumns } from '#main/store/predictions.ts';
import {
  LOW_FALSE_ALARM_RATE,
  MOST_OPERATING_POINTS,
  type Operating,
  type OperatingPoint,
  type ThresholdRule,
} from '#shared/contract/predictions.ts';
import { DEFAULT_THRESHOLD } from '#shared/domain/labels.ts';
import {
  bestF1Point,
  type Costs,
  countsAt,
  equalErrorPoint,
  leastCostPoint,
  lowFalseAlarmPoint,
  thinnedPoints,
} from '#shared/metrics/operating.ts';
import { type Ranking, rankScores } from '#shared/metrics/ranking.ts';
import { areaUnderRoc, equalErrorRate } from '#shared/metrics/roc.ts';

type Preset = { readonly rule: ThresholdRule; readonly point: OperatingPoint | null };

export function operatingOf(scored: PredictionColumns, costs: Costs): Operating {
  const ranking = rankScores(scored);
  return {
    n: scored.scores.length,
    fakes: ranking.fakes,
    reals: ranking.reals,
    points: [...thinnedPoints(ranking, MOST_OPERATING_POINTS)],
    presets: presetsOf(ranking, costs),
    auc: areaUnderRoc(ranking),
    equalErrorRate: equalErrorRate(ranking)?.rate ?? null,
  };
}

function presetsOf(ranking: Ranking, costs: Costs): Preset[] {
  const hasFaces = ranking.fakes + ranking.reals > 0;
  return [
    { rule: { kind: 'half' }, point: hasFaces ? countsAt(ranking, DEFAULT_THRESHOLD) : null },
    { rule: { kind: 'eer' }, point: equalErrorPoint(ranking) },
    { rule: { kind: 'best-f1' }, point: bestF1Point(ranking) },
    { rule: { kind: 'low-false-alarms' }, point: lowFalseAlarmPoint(ranking, LOW_FALSE_ALARM_RATE) },
    { rule: { kind: 'cost', ...costs }, point: leastCostPoint(ranking, costs) },
  ];
}
