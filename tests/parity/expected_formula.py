"""A few values and the hashes of whole tensors: what tests/helpers/formula.ts must give as well."""

import hashlib

import numpy as np

import formula
from encoding import decimals

PARAMETERS = {
    "conv1.weight": (64, 3, 7, 7),
    "layer4.1.conv2.weight": (512, 512, 3, 3),
    "bn1.weight": (64,),
    "bn1.bias": (64,),
    "bn1.running_mean": (64,),
    "bn1.running_var": (64,),
    "fc.weight": (2, 512),
    "fc.bias": (2,),
}
IMAGES = {"name": "images", "count": 2, "height": 33, "width": 50}


def make() -> dict:
    images = formula.images(**IMAGES)
    return {
        "nameHashes": {name: formula.name_hash(name) for name in ("", "a", "foobar", "layer1.0.conv1.weight", "größe")},
        "hashes": {"name": "conv1.weight", "values": formula.hashes("conv1.weight", 6).tolist()},
        "parameters": [_described(name, shape) for name, shape in PARAMETERS.items()],
        "images": {**IMAGES, "first": images.reshape(-1)[:12].tolist(), "sha256": _sha256(images)},
        "labels": formula.labels(5).tolist(),
        "samplePositions": {"name": "conv1.weight", "count": 9408, "sha256": _sha256(formula.sample_positions("conv1.weight", 9408).astype("<u4"))},
    }


def _described(name: str, shape: tuple[int, ...]) -> dict:
    values = formula.parameter(name, shape)
    return {"name": name, "shape": list(shape), "first": decimals(values.reshape(-1)[:3]), "sha256": _sha256(values)}


def _sha256(values: np.ndarray) -> str:
    return hashlib.sha256(np.ascontiguousarray(values).tobytes()).hexdigest()
