"""Distances between sets of tensors, whole and on a sample small enough to commit.

The sample of a tensor of n entries is m <= 64 (or as asked) of them (formula.sample_positions), each standing for n / m: the sum over a sample of
(n / m) x difference^2 is an unbiased estimate of the whole squared distance, since every tensor is drawn from apart. A comparison with PyTorch
uses PyTorch's own distance on the same sample, so chance in the choice of entries touches both alike.
"""

from dataclasses import dataclass

import numpy as np
import torch

import formula

Tensors = dict[str, np.ndarray]
"""Flattened float64 by name."""


def sample(tensors: Tensors, most: int = formula.SAMPLES) -> np.ndarray:
    """The samples of all tensors, one after the other in the order of the dictionary."""
    return np.concatenate([values[formula.sample_positions(name, values.size, most)] for name, values in tensors.items()])


def distances(tensors: Tensors, exact: Tensors, origin: Tensors | None = None, most: int = formula.SAMPLES) -> dict[str, float]:
    """|tensors - exact| / |exact - origin| over all entries and as the sample estimates it; origin is zero where none is given."""
    moved = {name: exact[name] - (origin[name] if origin else 0) for name in exact}
    difference = {name: tensors[name] - exact[name] for name in exact}
    return {
        "whole": float(np.sqrt(_squares(difference) / _squares(moved))),
        "sampled": float(np.sqrt(_sampled_squares(difference, most) / _sampled_squares(moved, most))),
    }


def _squares(tensors: Tensors) -> float:
    return sum(float(np.dot(values, values)) for values in tensors.values())


def _sampled_squares(tensors: Tensors, most: int) -> float:
    total = 0.0
    for name, values in tensors.items():
        picked = values[formula.sample_positions(name, values.size, most)]
        total += values.size / picked.size * float(np.dot(picked, picked))
    return total


@dataclass(frozen=True)
class Picked:
    """Some entries of a tensor, float64; each stands for `share` of them."""

    values: np.ndarray
    share: float


def picked(tensors: dict[str, torch.Tensor], most: int) -> dict[str, Picked]:
    """The sample of each tensor, row-major in PyTorch's shape whatever the memory format. The tensors themselves are not kept: they may have gigabytes."""
    found = {}
    for name, tensor in tensors.items():
        positions = formula.sample_positions(name, tensor.numel(), most)
        index = np.unravel_index(positions, tensor.shape)
        values = tensor.detach()[tuple(torch.from_numpy(axis) for axis in index)]
        found[name] = Picked(values.double().numpy().copy(), tensor.numel() / len(positions))
    return found


def picked_values(tensors: dict[str, Picked]) -> np.ndarray:
    return np.concatenate([tensor.values for tensor in tensors.values()])


def picked_distance(tensors: dict[str, Picked], exact: dict[str, Picked], origin: dict[str, Picked] | None = None) -> float:
    """|tensors - exact| / |exact - origin| as the samples estimate it; origin is zero where none is given."""
    difference = sum(own.share * np.sum((tensors[name].values - own.values) ** 2) for name, own in exact.items())
    moved = sum(own.share * np.sum((own.values - (origin[name].values if origin else 0)) ** 2) for name, own in exact.items())
    return float(np.sqrt(difference / moved))
