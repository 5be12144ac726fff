"""Does torchvision take weights that Facet exported, and give Facet's logits for them?

    python tests/parity/load_state_dict.py weights.safetensors logits.json

logits.json: {"images": {"name", "count", "height", "width"}, "logits": [[...], ...]}, Facet's evaluation logits for the formula's images / 255.
Prints one line of JSON, {"classes", "largestDifference"}, relative to the largest logit; exits with 1 where that is over 1e-4 or the weights
do not fit strictly.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
import torchvision
from safetensors.torch import load_file

import formula

TOLERANCE = 1e-4


def main(weights_file: str, logits_file: str) -> None:
    state = load_file(weights_file)
    facet = json.loads(Path(logits_file).read_text())
    classes = len(facet["logits"][0])
    network = torchvision.models.resnet18(weights=None, num_classes=classes)
    network.load_state_dict(state, strict=True)
    images = torch.from_numpy(formula.images(**facet["images"])).permute(0, 3, 1, 2).float() / 255
    with torch.no_grad():
        logits = network.eval()(images).numpy()
    difference = float(np.abs(logits - np.array(facet["logits"])).max() / np.abs(logits).max())
    print(json.dumps({"classes": classes, "largestDifference": difference}))
    sys.exit(0 if difference <= TOLERANCE else 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
