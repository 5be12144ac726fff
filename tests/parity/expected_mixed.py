"""Training steps in bfloat16 by torch.autocast on the CPU: how far they are from PyTorch's own float64, which is the measure for Facet's.

    /tmp/parity/bin/python tests/parity/expected_mixed.py

Half a minute on two cores. Writes mixed.expected.json beside this file; weights and images are the formula's.
"""

import json
import platform
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
import torchvision

import formula
from encoding import decimals, packed
from sampling import Tensors, distances, sample

NETWORKS = {"resnet18": 5.0, "efficientnet_b0": 9.0}
"""With the gain of the formula's convolutions."""
IMAGES = {"name": "mixed", "count": 4, "height": 64, "width": 64}
STEPS = 2
LEARNING_RATE = 1e-4
WEIGHT_DECAY = 1e-2
SAMPLES = 16
THREADS = 2


def main() -> None:
    torch.set_num_threads(THREADS)
    content = {
        "madeWith": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "torchvision": torchvision.__version__,
            "threads": THREADS,
        },
        "images": IMAGES,
        "samples": SAMPLES,
        "adam": {"steps": STEPS, "lr": LEARNING_RATE, "weightDecay": WEIGHT_DECAY},
        "networks": {name: expected(name, gain) for name, gain in NETWORKS.items()},
    }
    path = Path(__file__).with_name("mixed.expected.json")
    path.write_text(json.dumps(content, indent=1) + "\n")
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def expected(name: str, gain: float) -> dict:
    logits, gradients, losses = trained(name, gain, is_exact=True)
    own_logits, own_gradients, own_losses = trained(name, gain, is_exact=False)
    return {
        "gain": gain,
        "logits": decimals(logits),
        "gradientSample": packed(sample(gradients, SAMPLES)),
        "losses": decimals(losses),
        "autocast": {
            "logits": decimals(np.abs(own_logits - logits).max() / np.abs(logits).max()),
            "gradients": distances(own_gradients, gradients, most=SAMPLES)["sampled"],
            "losses": decimals(np.abs(own_losses - losses) / losses),
        },
    }


def trained(name: str, gain: float, *, is_exact: bool) -> tuple[np.ndarray, Tensors, np.ndarray]:
    """Logits and gradients of the first step, and the loss of each: step k, from 1, trains on the images named `mixed/k`."""
    network = network_of(name, gain).to(torch.float64 if is_exact else torch.float32).train()
    optimizer = torch.optim.Adam(network.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    labels = torch.from_numpy(formula.labels(IMAGES["count"], 2))
    losses, first = [], None
    for step in range(1, STEPS + 1):
        optimizer.zero_grad()
        with torch.autocast("cpu", torch.bfloat16, enabled=not is_exact):
            logits = network(images_of(step, torch.float64 if is_exact else torch.float32))
            loss = F.cross_entropy(logits if is_exact else logits.float(), labels)
        loss.backward()
        if first is None:
            gradients = {key: value.grad.detach().clone().double().numpy().ravel() for key, value in network.named_parameters()}
            first = (logits.detach().double().numpy(), gradients)
        optimizer.step()
        losses.append(loss.item())
    return (*first, np.array(losses))


def network_of(name: str, gain: float) -> torch.nn.Module:
    """torchvision's with the formula's weights, leaving nothing out."""
    network = getattr(torchvision.models, name)(weights=None, num_classes=2)
    state = {
        key: value if key.endswith("num_batches_tracked") else torch.from_numpy(formula.parameter(key, tuple(value.shape), gain))
        for key, value in network.state_dict().items()
    }
    network.load_state_dict(state)
    for module in network.modules():
        if isinstance(module, (torch.nn.Dropout, torchvision.ops.StochasticDepth)):
            module.p = 0.0
    return network


def images_of(step: int, dtype: torch.dtype) -> torch.Tensor:
    pixels = formula.images(f"{IMAGES['name']}/{step}", IMAGES["count"], IMAGES["height"], IMAGES["width"])
    return torch.from_numpy(pixels).permute(0, 3, 1, 2).to(dtype) / 255


if __name__ == "__main__":
    main()
