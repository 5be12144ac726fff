"""Expectations of tests/parity/perturbation.test.ts from the grad-cam package, SciPy and NumPy. Re-make: python tests/parity/perturbation.py (seconds).

ROAD's imputation and score, insertion and deletion, Spearman's rank correlation. Of an imputed picture every eleventh value is kept.
Noise is off: it has no seed in the package. The model is a small formula that the test writes again, and takes pictures in whole levels of 0..255, as our networks do.
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch
from pytorch_grad_cam.metrics.perturbation_confidence import RemoveLeastRelevantFirst, RemoveMostRelevantFirst
from pytorch_grad_cam.metrics.road import NoisyLinearImputer, ROADCombined
from pytorch_grad_cam.utils.image import scale_cam_image
from pytorch_grad_cam.utils.model_targets import ClassifierOutputSoftmaxTarget
from scipy.ndimage import gaussian_filter
from scipy.stats import spearmanr

HEIGHT, WIDTH = 20, 28
TARGET = Path(__file__).parent / "perturbation.expected.json"
PERCENTILES = [20, 40, 60, 80]
STEPS = 20
BLUR_PX = 10 * WIDTH / 224

random = np.random.default_rng(7)
levels = random.integers(0, 256, (HEIGHT, WIDTH, 3))
levels = np.round(gaussian_filter(levels.astype(float), (2, 2, 0)) * 2 % 256).astype(np.uint8)
maps = {
    "uniform": random.random((4, 5)).astype(np.float32),
    "sparse": np.maximum(0, random.normal(size=(4, 5)) - 0.4).astype(np.float32),
    "hill": np.exp(-((np.arange(7)[:, None] - 3.2) ** 2 + (np.arange(7)[None] - 2.1) ** 2) / 6).astype(np.float32),
}


class Formula(torch.nn.Module):
    """Two logits: sums of sines over the pixels, each with its own phase."""

    def forward(self, pictures):
        whole = torch.round(torch.clamp(pictures, 0, 1) * 255).double()  # [N, 3, H, W]
        flat = whole.permute(0, 2, 3, 1).reshape(len(pictures), -1)
        places = torch.arange(flat.shape[1], dtype=torch.float64)
        weights = [torch.sin(0.37 * places + c) for c in range(2)]
        return torch.stack([(flat * w).sum(1) / 2000 for w in weights], 1)


solve = NoisyLinearImputer.__call__


def impute(self, picture, mask):
    """Where no pixel stays, the system is singular, and what comes out is the solver's whim: there, as ours, the mean colour."""
    if mask.sum() > 0:
        return solve(self, picture, mask)
    return picture.mean((1, 2), keepdim=True).expand_as(picture)


NoisyLinearImputer.__call__ = impute


class SilentCombined(ROADCombined):
    def __init__(self):
        super().__init__(PERCENTILES)

    def __call__(self, *arguments):
        original = NoisyLinearImputer.__init__.__defaults__
        NoisyLinearImputer.__init__.__defaults__ = (0.0, original[1])
        try:
            return super().__call__(*arguments)
        finally:
            NoisyLinearImputer.__init__.__defaults__ = original


def softmax_of(picture: np.ndarray, explained: int) -> float:
    tensor = torch.from_numpy(picture.astype(np.float64) / 255).permute(2, 0, 1)[None]
    return torch.softmax(Formula()(tensor), 1)[0, explained].item()


def imputations(importance: np.ndarray) -> list:
    tensor = torch.from_numpy(levels.astype(np.float32)).permute(2, 0, 1)
    results = []
    for remove in (RemoveMostRelevantFirst, RemoveLeastRelevantFirst):
        for percentile in PERCENTILES:
            picture = remove(percentile, NoisyLinearImputer(noise=0.0))(tensor, torch.from_numpy(importance))
            results.append(np.round(picture.permute(1, 2, 0).numpy().astype(float), 4).reshape(-1)[::11].tolist())
    return results


def road(importance: np.ndarray, explained: int) -> float:
    tensor = torch.from_numpy(levels.astype(np.float32) / 255).permute(2, 0, 1)[None]
    score = SilentCombined()(tensor, importance[None], [ClassifierOutputSoftmaxTarget(explained)], Formula())
    return float(score[0])


def curves(importance: np.ndarray, explained: int) -> dict:
    order = np.argsort(-importance.reshape(-1).astype(np.float64), kind="stable")
    blurred = np.round(gaussian_filter(levels.astype(float), (BLUR_PX, BLUR_PX, 0), mode="nearest", radius=(int(np.ceil(3 * BLUR_PX)),) * 2 + (0,)))
    mean = np.broadcast_to(np.round(levels.reshape(-1, 3).mean(0)), (HEIGHT * WIDTH, 3))

    def curve(start: np.ndarray, end: np.ndarray) -> list:
        picture = start.reshape(-1, 3).astype(float).copy()
        answers = []
        for step in range(STEPS + 1):
            changed = order[: int(np.floor(len(order) * step / STEPS + 0.5))]
            picture[changed] = end.reshape(-1, 3)[changed]
            answers.append(softmax_of(picture.reshape(HEIGHT, WIDTH, 3), explained))
        return answers

    return {"insertion": curve(blurred, levels), "deletion": curve(levels, mean)}


def case(name: str, explained: int) -> dict:
    importance = scale_cam_image(maps[name][None], (WIDTH, HEIGHT))[0]
    areas = curves(importance, explained)
    return {
        "rows": maps[name].shape[0],
        "columns": maps[name].shape[1],
        "map": maps[name].reshape(-1).tolist(),
        "explained": explained,
        "imputations": imputations(importance),
        "road": road(importance, explained),
        **areas,
        "insertionArea": float(np.trapezoid(areas["insertion"], dx=1 / STEPS)),
        "deletionArea": float(np.trapezoid(areas["deletion"], dx=1 / STEPS)),
    }


def correlations() -> list:
    pairs = [
        (random.normal(size=30), random.normal(size=30)),
        (random.integers(0, 4, 40), random.integers(0, 3, 40)),
        (np.repeat([0.0, 0.5, 1.0], 5), np.arange(15.0)),
    ]
    return [
        {"first": np.asarray(a, float).tolist(), "second": np.asarray(b, float).tolist(), "rho": float(spearmanr(a, b).statistic)}
        for a, b in pairs
    ]


expected = {
    "versions": {"grad-cam": version("grad-cam"), "scipy": version("scipy"), "numpy": version("numpy")},
    "height": HEIGHT,
    "width": WIDTH,
    "pixels": levels.reshape(-1).tolist(),
    "cases": [case("uniform", 0), case("sparse", 1), case("hill", 0)],
    "correlations": correlations(),
}
TARGET.write_text(json.dumps(expected, allow_nan=False) + "\n")
