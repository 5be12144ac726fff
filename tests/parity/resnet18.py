"""torchvision's ResNet-18 with two classes, weights by the formula, in the precision and layout asked for."""

from dataclasses import dataclass

import numpy as np
import torch
import torchvision

import formula

CLASSES = 2
IMAGES = {"name": "images", "count": 8, "height": 224, "width": 224}


@dataclass(frozen=True)
class Run:
    """One way in which PyTorch can compute the same thing."""

    dtype: torch.dtype
    memory_format: torch.memory_format

    def network(self) -> torch.nn.Module:
        network = torchvision.models.resnet18(weights=None, num_classes=CLASSES)
        network.load_state_dict(formula_state(network))
        return network.to(dtype=self.dtype, memory_format=self.memory_format)

    def images(self, **options) -> torch.Tensor:
        """[N, 3, H, W], 0..1: the formula's uint8 / 255, as torchvision's ToTensor."""
        images = torch.from_numpy(formula.images(**{**IMAGES, **options})).permute(0, 3, 1, 2)
        return (images.to(self.dtype) / 255).contiguous(memory_format=self.memory_format)


EXACT = Run(torch.float64, torch.contiguous_format)
FLOAT32 = {
    "contiguous": Run(torch.float32, torch.contiguous_format),
    "channelsLast": Run(torch.float32, torch.channels_last),
}


def formula_state(network: torch.nn.Module) -> dict[str, torch.Tensor]:
    """A state dict; the counters of batches, which no number depends on, stay as they are."""
    return {
        name: value if name.endswith("num_batches_tracked") else torch.from_numpy(formula.parameter(name, tuple(value.shape)))
        for name, value in network.state_dict().items()
    }


def labels() -> torch.Tensor:
    return torch.from_numpy(formula.labels(IMAGES["count"]))


def flat(values: torch.Tensor) -> np.ndarray:
    """Row-major in PyTorch's shape, whatever the memory format; float64."""
    return values.detach().double().contiguous().reshape(-1).numpy().copy()
