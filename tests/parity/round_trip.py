"""Loads weights that Facet wrote into torchvision's network, strictly, and saves its state dict as PyTorch does.

    python tests/parity/round_trip.py resnet18 weights.safetensors state_dict.pth
"""

import sys

import torch
import torchvision
from safetensors.torch import load_file


def main(name: str, weights_file: str, target: str) -> None:
    network = getattr(torchvision.models, name)(weights=None, num_classes=2)
    network.load_state_dict(load_file(weights_file), strict=True)
    torch.save(network.state_dict(), target)


if __name__ == "__main__":
    main(*sys.argv[1:])
