"""torchvision's networks with two classes, weights by the formula, in the precision and layout asked for."""

from dataclasses import dataclass

import numpy as np
import torch
import torchvision

import formula

CLASSES = 2


@dataclass(frozen=True)
class Spec:
    """What a network is tried on. Gains keep its evaluation logits of order 1 and different from image to image."""

    gain: float
    size: int
    count: int
    steps: int
    heatmap_layers: tuple[str, ...]

    @property
    def images(self) -> dict:
        return {"name": "images", "count": self.count, "height": self.size, "width": self.size}


SPECS = {
    "efficientnet_b0": Spec(gain=9, size=128, count=4, steps=3, heatmap_layers=("features.5", "features.8")),
    "densenet121": Spec(gain=7, size=128, count=4, steps=3, heatmap_layers=("features.denseblock3", "features.denseblock4")),
    "vgg16": Spec(gain=6, size=64, count=4, steps=2, heatmap_layers=("features.22", "features.29")),
    "mobilenet_v2": Spec(gain=5, size=128, count=4, steps=3, heatmap_layers=("features.13", "features.18")),
    "resnet50": Spec(gain=3, size=128, count=4, steps=3, heatmap_layers=("layer3", "layer4")),
}
"""Each at 224 for the evaluation besides."""


@dataclass(frozen=True)
class Run:
    """One way in which PyTorch can compute the same thing."""

    name: str
    dtype: torch.dtype
    memory_format: torch.memory_format

    @property
    def spec(self) -> Spec:
        return SPECS[self.name]

    def network(self) -> torch.nn.Module:
        network = getattr(torchvision.models, self.name)(weights=None, num_classes=CLASSES)
        network.load_state_dict(formula_state(network, self.spec.gain))
        without_chance(network)
        return network.to(dtype=self.dtype, memory_format=self.memory_format)

    def images(self, **options) -> torch.Tensor:
        """[N, 3, H, W], 0..1: the formula's uint8 / 255, as torchvision's ToTensor."""
        images = torch.from_numpy(formula.images(**{**self.spec.images, **options})).permute(0, 3, 1, 2)
        return (images.to(self.dtype) / 255).contiguous(memory_format=self.memory_format)

    def labels(self) -> torch.Tensor:
        return torch.from_numpy(formula.labels(self.spec.count))


def exact(name: str) -> Run:
    return Run(name, torch.float64, torch.contiguous_format)


def float32(name: str) -> dict[str, Run]:
    return {
        "contiguous": Run(name, torch.float32, torch.contiguous_format),
        "channelsLast": Run(name, torch.float32, torch.channels_last),
    }


def formula_state(network: torch.nn.Module, gain: float) -> dict[str, torch.Tensor]:
    """A state dict; the counters of batches, which no number depends on, stay as they are."""
    return {
        name: value if name.endswith("num_batches_tracked") else torch.from_numpy(formula.parameter(name, tuple(value.shape), gain))
        for name, value in network.state_dict().items()
    }


def without_chance(network: torch.nn.Module) -> None:
    """No dropout and no stochastic depth: what is left to chance cannot be compared."""
    for module in network.modules():
        if isinstance(module, (torch.nn.Dropout, torchvision.ops.StochasticDepth)):
            module.p = 0.0


def flat(values: torch.Tensor) -> np.ndarray:
    """Row-major in PyTorch's shape, whatever the memory format; float64."""
    return values.detach().double().contiguous().reshape(-1).numpy().copy()
