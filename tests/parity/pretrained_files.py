"""Makes files of weights as torchvision's are: every tensor of the network for ImageNet's 1000 classes, in today's format and in the one before zip.

    python tests/parity/pretrained_files.py

needs torch and torchvision; writes tests/unit/engine/checkpoints/fixtures/pretrained. So that the files are small, each tensor is one value, kept once and
expanded; the values are a formula of the tensor's place in the state dict (written alike in start-weights.test.ts). In `densenet121-old.pth` names are those
that torchvision's own file has (`norm.1` for `norm1`), and in both older ones there is no `num_batches_tracked`.
"""

import re
from collections import OrderedDict
from pathlib import Path

import torch
import torchvision

FOLDER = Path(__file__).parents[1] / "unit" / "engine" / "checkpoints" / "fixtures" / "pretrained"

DENSE_LAYER = re.compile(r"^(.*denselayer\d+\.(?:norm|conv))([12]\..*)$")


def value(place, name):
    """Exact in float32; variances are positive."""
    small = (place * 37 % 101 - 50) / 128
    return abs(small) + 0.5 if name.endswith("running_var") else small


def state_dict(network):
    expanded = OrderedDict()
    for place, (name, tensor) in enumerate(getattr(torchvision.models, network)().state_dict().items()):
        if name.endswith("num_batches_tracked"):
            expanded[name] = torch.tensor(1)
        else:
            expanded[name] = torch.full([1] * tensor.dim(), value(place, name)).expand(tensor.shape)
    return expanded


def without_counters(weights):
    return OrderedDict((name, tensor) for name, tensor in weights.items() if not name.endswith("num_batches_tracked"))


def with_old_names(weights):
    return OrderedDict((DENSE_LAYER.sub(r"\1.\2", name), tensor) for name, tensor in weights.items())


def write(name, weights, *, is_zip):
    torch.save(weights, FOLDER / name, _use_new_zipfile_serialization=is_zip)
    print(name, (FOLDER / name).stat().st_size, "bytes")


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    write("resnet18.pth", state_dict("resnet18"), is_zip=True)
    write("mobilenet_v2-legacy.pth", without_counters(state_dict("mobilenet_v2")), is_zip=False)
    write("densenet121-old.pth", with_old_names(without_counters(state_dict("densenet121"))), is_zip=False)
