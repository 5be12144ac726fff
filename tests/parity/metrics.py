"""Expectations of tests/unit/metrics from scikit-learn, SciPy and NumPy. Re-make: python tests/parity/metrics.py (about 10 s).

A random set is a function of its seed in both languages (`random_set` here, `randomSet` in tests/unit/metrics/expected.ts), so only figures are committed.
Scores are P(fake); labels are 1 = real, 0 = fake. NaN ("there is none") is null in the JSON.
"""

import json
import math
import warnings
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy import optimize, stats
from sklearn import calibration, metrics

TARGET = Path(__file__).parent.parent / "unit" / "metrics" / "metrics.expected.json"
WHOLE_CURVES_UP_TO = 64
U32 = 0xFFFFFFFF


def random_numbers(seed: int):
    """src-shared/domain/random.ts: mulberry32 from a mixed seed, uniform in [0, 1)."""

    def mix(h: int, part: int) -> int:
        h = ((h ^ part) * 0x85EBCA6B) & U32
        h = ((h ^ (h >> 13)) * 0xC2B2AE35) & U32
        return h ^ (h >> 16)

    state = mix(mix(0x9E3779B9, seed & U32), seed >> 32)
    while True:
        state = (state + 0x6D2B79F5) & U32
        t = ((state ^ (state >> 15)) * (state | 1)) & U32
        t ^= (t + ((t ^ (t >> 7)) * (t | 61))) & U32
        yield (t ^ (t >> 14)) / 2**32


def random_set(seed: int, n: int, levels: int, fake_share: float, separation: float):
    """Scores on `levels` + 1 values, so that few levels mean many ties; fakes score higher by `separation`."""
    numbers = random_numbers(seed)
    scores, labels = np.empty(n), np.empty(n, dtype=int)
    for i in range(n):
        labels[i] = 0 if next(numbers) < fake_share else 1
        raw = (separation if labels[i] == 0 else 0) + (1 - separation) * next(numbers)
        scores[i] = math.floor(raw * levels + 0.5) / levels
    return scores, labels


RANDOM_SETS = {
    "three scores": dict(seed=1, n=3, levels=1000, fakeShare=0.5, separation=0.3),
    "40 scores on 6 values": dict(seed=2, n=40, levels=5, fakeShare=0.5, separation=0.2),
    "60 scores, few fakes": dict(seed=3, n=60, levels=1000, fakeShare=0.1, separation=0.4),
    "64 scores without information": dict(seed=4, n=64, levels=20, fakeShare=0.6, separation=0.0),
    "1,000 scores on 101 values": dict(seed=5, n=1000, levels=100, fakeShare=0.5, separation=0.25),
    "20,000 scores": dict(seed=6, n=20_000, levels=2**20, fakeShare=0.3, separation=0.35),
}
GIVEN_SETS = {
    "perfectly separated": ([0.9, 0.8, 0.7, 0.3, 0.2], [0, 0, 0, 1, 1]),
    "perfectly wrong": ([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1]),
    "all scores equal": ([0.5] * 6, [0, 1, 0, 1, 1, 1]),
    "scores of exactly 0 and 1, some wrong": ([0.0, 1.0, 1.0, 0.0, 0.5], [1, 0, 1, 0, 0]),
    "fakes only": ([0.2, 0.7, 0.9], [0, 0, 0]),
    "reals only": ([0.2, 0.7, 0.9], [1, 1, 1]),
    "one fake": ([0.5], [0]),
    "nothing called fake": ([0.1, 0.2, 0.3, 0.4], [0, 1, 0, 1]),
    "on the bins' edges": ([0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9], [1, 1, 0, 1, 0, 0, 1, 0]),
}


def share(numerator, denominator):
    return numerator / denominator if denominator else math.nan


def threshold_figures(scores, labels, threshold, positive):
    """scikit-learn's; NaN where a figure is a share of nothing (scikit-learn's own default there is 0 with a warning)."""
    truth = labels == positive
    called = (scores >= threshold) == (positive == 0)
    none = dict(zero_division=math.nan)
    has_both = 0 < truth.sum() < len(truth)
    tn, fp, fn, tp = metrics.confusion_matrix(truth, called, labels=[False, True]).ravel()
    return dict(
        truePositives=int(tp),
        falsePositives=int(fp),
        trueNegatives=int(tn),
        falseNegatives=int(fn),
        accuracy=metrics.accuracy_score(truth, called),
        precision=metrics.precision_score(truth, called, **none),
        recall=metrics.recall_score(truth, called, **none),
        f1=metrics.f1_score(truth, called, **none),
        specificity=metrics.recall_score(~truth, ~called, **none),
        balancedAccuracy=metrics.balanced_accuracy_score(truth, called) if has_both else math.nan,
    )


def equal_error_rate(fpr, tpr):
    """Where the ROC curve, as a polygon, meets the line from (0, 1) to (1, 0). Walked by length, so that upright parts have one value too."""
    length = np.concatenate([[0], np.cumsum(np.abs(np.diff(fpr)) + np.abs(np.diff(tpr)))])
    at = lambda s: 1 - np.interp(s, length, tpr) - np.interp(s, length, fpr)
    return float(np.interp(optimize.brentq(at, 0, length[-1], xtol=1e-15), length, fpr))


def curves(scores, labels, positive):
    """From "nothing is called positive" to "everything is"."""
    truth = labels == positive
    ranks = scores if positive == 0 else -scores
    result = dict(averagePrecision=math.nan, roc=None, precisionRecall=None, det=None)
    if truth.any():
        precision, recall, _ = metrics.precision_recall_curve(truth, ranks)
        result["averagePrecision"] = metrics.average_precision_score(truth, ranks)
        result["precisionRecall"] = dict(precisions=curve(precision[::-1]), recalls=curve(recall[::-1]))
    if truth.any() and not truth.all():
        fpr, tpr, thresholds = metrics.roc_curve(truth, ranks, drop_intermediate=False)
        result["roc"] = dict(falsePositiveRates=curve(fpr), truePositiveRates=curve(tpr))
        if positive == 0:
            result["roc"]["thresholds"] = curve(thresholds[1:])
            det_fpr, det_fnr, det_thresholds = metrics.det_curve(truth, ranks, drop_intermediate=False)
            finite = np.isfinite(det_thresholds)
            result["det"] = dict(
                thresholds=curve(det_thresholds[finite], whole=True),
                falsePositiveRates=curve(det_fpr[finite], whole=True),
                falseNegativeRates=curve(det_fnr[finite], whole=True),
            ) if len(scores) <= WHOLE_CURVES_UP_TO else None
        result["auc"] = metrics.roc_auc_score(truth, ranks)
        result["equalErrorRate"] = equal_error_rate(fpr, tpr)
    return result


def curve(values, whole=False):
    """All values of a short curve; of a long one their number and two sums that depend on each value and its place."""
    if whole or len(values) <= WHOLE_CURVES_UP_TO + 1:
        return dict(values=[float(v) for v in values])
    return dict(length=len(values), sum=float(np.sum(values)), weightedSum=float(np.sum(values * np.arange(len(values))) / len(values)))


def calibration_figures(scores, labels):
    fake = (labels == 0).astype(int)
    edges = np.linspace(0, 1, 11)
    bins = np.searchsorted(edges[1:-1], scores)
    sizes = np.bincount(bins, minlength=10)
    fake_share, mean_score = calibration.calibration_curve(fake, scores, n_bins=10)
    gaps = np.abs(fake_share - mean_score)
    return dict(
        logLoss=metrics.log_loss(fake, scores, labels=[0, 1]),
        brierScore=float(np.mean((scores - fake) ** 2)) if len(set(labels)) < 2 else metrics.brier_score_loss(fake, scores),
        binSizes=[int(size) for size in sizes],
        fakeShares=[float(v) for v in fake_share],
        meanScores=[float(v) for v in mean_score],
        expectedCalibrationError=float(np.sum(sizes[sizes > 0] / len(scores) * gaps)),
    )


def figures(scores, labels):
    return dict(
        thresholds=[
            dict(threshold=t, **{name: threshold_figures(scores, labels, t, positive) for name, positive in (("fake", 0), ("real", 1))})
            for t in (0.5, 0.7)
        ],
        fake=curves(scores, labels, 0),
        real=curves(scores, labels, 1),
        calibration=calibration_figures(scores, labels),
    )


def wilson(successes, n, confidence):
    interval = stats.binomtest(successes, n).proportion_ci(confidence, method="wilson")
    return dict(successes=successes, n=n, confidence=confidence, low=interval.low, high=interval.high)


def bootstrap(spec):
    """SciPy's percentile interval of AUC and accuracy: other random numbers, so the test allows for the chance between two bootstraps."""
    scores, labels = random_set(*spec.values())
    auc = lambda s, l: metrics.roc_auc_score(l == 0, s)
    accuracy = lambda s, l: float(np.mean((s >= 0.5) == (l == 0)))
    result = {}
    for name, figure in (("auc", auc), ("accuracy", accuracy)):
        found = stats.bootstrap(
            (scores, labels), figure, paired=True, vectorized=False, method="percentile", n_resamples=4000, rng=np.random.default_rng(7)
        )
        result[name] = dict(low=found.confidence_interval.low, high=found.confidence_interval.high, standardError=found.standard_error)
    return dict(spec=spec, **result)


def without_nan(value):
    if isinstance(value, dict):
        return {key: without_nan(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_nan(inner) for inner in value]
    if isinstance(value, (float, np.floating)):
        return None if math.isnan(value) else float(value)
    return value


def main():
    warnings.simplefilter("ignore")
    sets = [dict(name=name, random=spec, **figures(*random_set(*spec.values()))) for name, spec in RANDOM_SETS.items()]
    sets += [
        dict(name=name, scores=scores, labels=labels, **figures(np.array(scores), np.array(labels)))
        for name, (scores, labels) in GIVEN_SETS.items()
    ]
    probabilities = [1e-300, 1e-20, 1e-9, 0.001, 0.02, 0.025, 0.075, 0.3, 0.5, 0.77, 0.925, 0.975, 0.9999]
    pairs = [(0, 0), (0, 1), (3, 1), (5, 5), (0, 10), (10, 25), (121, 59), (700, 640), (40_000, 39_500)]
    values = [0.1, 0.2, 0.35, 0.9, 1.4, 2.2, 2.25]
    expected = dict(
        source="tests/parity/metrics.py",
        versions={"scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__},
        sets=sets,
        probit=[dict(probability=p, deviate=stats.norm.ppf(p)) for p in probabilities],
        wilson=[wilson(*case) for case in [(0, 10, 0.95), (10, 10, 0.95), (7, 10, 0.95), (1, 3, 0.9), (1821, 2016, 0.95), (3990, 4000, 0.99)]],
        mcnemar=[
            dict(onlyFirstRight=b, onlySecondRight=c, pValue=stats.binomtest(min(b, c), b + c).pvalue if b + c else 1.0) for b, c in pairs
        ],
        quantiles=dict(values=values, results=[dict(share=q, value=np.quantile(values, q)) for q in (0, 0.025, 0.5, 0.83, 1)]),
        bootstrap=bootstrap(dict(seed=11, n=300, levels=1000, fakeShare=0.5, separation=0.25)),
    )
    TARGET.write_text(json.dumps(without_nan(expected), separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
