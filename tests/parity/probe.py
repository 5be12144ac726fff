"""Expectations of tests/unit/metrics/{separation,logistic-regression}.test.ts from scikit-learn and NumPy. Re-make: python tests/parity/probe.py (a second).

The tables are functions of their seeds in both languages (`table` here, `randomTable` in the tests). Labels are 1 = real, 0 = fake; fake is positive.
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from metrics import random_numbers

TARGET = Path(__file__).parent.parent / "unit" / "metrics" / "probe.expected.json"

TABLES = {
    "60 rows of 2 columns": dict(seed=1, rows=60, columns=2, shift=0.3),
    "500 rows of 5 columns": dict(seed=2, rows=500, columns=5, shift=0.15),
    "200 rows that are told apart without a mistake": dict(seed=3, rows=200, columns=3, shift=1.5),
}


def table(seed: int, rows: int, columns: int, shift: float):
    """Uniform values in steps of 1/64, so that there are ties; fakes are shifted, each column half as much as the one before."""
    numbers = random_numbers(seed)
    labels = np.empty(rows, dtype=int)
    values = np.empty((rows, columns))
    for row in range(rows):
        labels[row] = 0 if next(numbers) < 0.5 else 1
        for column in range(columns):
            raw = next(numbers) + (shift / 2**column if labels[row] == 0 else 0)
            values[row, column] = np.floor(raw * 64) / 64
    return values, labels


def delong(values, labels):
    """By all pairs, as the paper has it."""
    fakes, reals = values[labels == 0], values[labels == 1]
    above = (fakes[:, None] > reals) + 0.5 * (fakes[:, None] == reals)
    variance = above.mean(1).var(ddof=1) / len(fakes) + above.mean(0).var(ddof=1) / len(reals)
    return float(above.mean()), float(np.sqrt(variance))


expected = {"versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__}, "tables": []}
for name, spec in TABLES.items():
    values, labels = table(**spec)
    model = LogisticRegression(C=1, tol=1e-12, max_iter=10_000).fit(values, labels == 0)
    auc, error = delong(values[:, 0], labels)
    assert abs(auc - roc_auc_score(labels == 0, values[:, 0])) < 1e-12
    expected["tables"].append(
        {
            "name": name,
            "spec": spec,
            "separation": {"auc": auc, "standardError": error},
            "weights": [*model.coef_[0].tolist(), float(model.intercept_[0])],
            "auc": float(roc_auc_score(labels == 0, model.predict_proba(values)[:, 1])),
        }
    )
TARGET.write_text(json.dumps(expected, indent=2) + "\n")
