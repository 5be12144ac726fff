"""Expectations of tests/unit/metrics/operating.test.ts from scikit-learn. Re-make: python tests/parity/thresholds.py (seconds).

The sets are those of metrics.py; fake is positive, a face is called fake where its score >= threshold. Among equally good thresholds the highest is meant.
"""

import json

import numpy as np
import sklearn
from metrics import GIVEN_SETS, RANDOM_SETS, TARGET, random_set
from sklearn import metrics

COSTS = [(1, 1), (5, 1), (1, 20)]
LOW_FALSE_ALARM_RATE = 0.01
# Rates are rounded, counts are not: thresholds that are equally good differ by less.
ROUNDING = 1e-12


def point(scores, labels, threshold):
    called = scores >= threshold
    return dict(
        threshold=float(threshold),
        fakesCalledFake=int(np.sum(called & (labels == 0))),
        realsCalledFake=int(np.sum(called & (labels == 1))),
    )


def highest(thresholds, values):
    """Among the best values."""
    return np.max(thresholds[values >= np.max(values) - ROUNDING * max(1, abs(np.max(values)))])


def presets(scores, labels):
    truth = labels == 0
    fakes, reals = int(truth.sum()), int((~truth).sum())
    at = lambda threshold: point(scores, labels, threshold)
    result = dict(half=at(0.5), eer=None, bestF1=None, lowFalseAlarms=None, costs=[])
    if fakes > 0:
        precision, recall, thresholds = metrics.precision_recall_curve(truth, scores)
        sums = precision + recall
        f1 = np.divide(2 * precision * recall, sums, out=np.zeros_like(sums), where=sums > 0)[:-1]
        result["bestF1"] = at(highest(thresholds, f1))
    if fakes > 0 and reals > 0:
        fpr, tpr, thresholds = metrics.roc_curve(truth, scores, drop_intermediate=False)
        allowed = fpr[1:] <= LOW_FALSE_ALARM_RATE + ROUNDING
        if allowed.any():
            result["lowFalseAlarms"] = at(highest(thresholds[1:][allowed], tpr[1:][allowed]))
        excess = 1 - tpr - fpr
        after = int(np.argmax(excess <= ROUNDING))
        nearest = after - 1 if after > 1 and excess[after - 1] < -excess[after] - ROUNDING else after
        result["eer"] = at(thresholds[nearest])
    distinct = np.unique(scores)
    matrices = [metrics.confusion_matrix(truth, scores >= t, labels=[False, True]).ravel() for t in distinct]
    for missed_fake, false_alarm in COSTS:
        costs = np.array([missed_fake * fn + false_alarm * fp for tn, fp, fn, tp in matrices])
        chosen = None if costs.min() > missed_fake * fakes else at(highest(distinct, -costs))
        result["costs"].append(dict(missedFake=missed_fake, falseAlarm=false_alarm, point=chosen))
    return result


def main():
    sets = {name: random_set(*spec.values()) for name, spec in RANDOM_SETS.items() if spec["n"] <= 1000}
    sets |= {name: (np.array(scores), np.array(labels)) for name, (scores, labels) in GIVEN_SETS.items()}
    expected = dict(
        source="tests/parity/thresholds.py",
        versions={"scikit-learn": sklearn.__version__, "numpy": np.__version__},
        sets={name: presets(*of) for name, of in sets.items()},
    )
    target = TARGET.with_name("thresholds.expected.json")
    target.write_text(json.dumps(expected, separators=(",", ":")).replace('},"', '},\n"') + "\n")
    print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
