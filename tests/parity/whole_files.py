"""Writes files of weights as torchvision's are, in full size: random values, 1000 classes.

    python tests/parity/whole_files.py folder network...

For each network `<network>.pth` as torch.save writes it today, `<network>-legacy.pth` in the format before zip, under the names from before and without
`num_batches_tracked`, and `<network>.safetensors`, written by Python's safetensors, to compare them with.
"""

import sys
from collections import OrderedDict
from pathlib import Path

import torch
import torchvision
from pretrained_files import with_old_names, without_counters
from safetensors.torch import save_file


def main(folder: Path, networks: list[str]) -> None:
    torch.manual_seed(1)
    for network in networks:
        shapes = getattr(torchvision.models, network)().state_dict()
        weights = OrderedDict(
            (name, torch.randn(tensor.shape) if tensor.is_floating_point() else torch.tensor(7))
            for name, tensor in shapes.items()
        )
        torch.save(weights, folder / f"{network}.pth")
        old = with_old_names(without_counters(weights))
        torch.save(old, folder / f"{network}-legacy.pth", _use_new_zipfile_serialization=False)
        save_file(weights, folder / f"{network}.safetensors")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
