"""ResNet-18: evaluation logits, one training step with its gradients, five steps of Adam.

Each in float64, which is taken as the truth, and in float32 in both memory formats, which shows how far float32 itself is from it.
"""

import numpy as np
import torch
import torch.nn.functional as F

from encoding import decimals, packed
from layer_rows import layer_rows
from resnet18 import EXACT, FLOAT32, IMAGES, Run, flat, labels
from sampling import Tensors, distances, sample

STEPS = 5
LEARNING_RATE = 1e-4
WEIGHT_DECAY = 1e-2


def make() -> dict:
    network = EXACT.network()
    trained = dict(network.named_parameters())
    statistics = {name: value for name, value in network.named_buffers() if not name.endswith("num_batches_tracked")}
    return {
        "images": IMAGES,
        "parameterCount": sum(value.numel() for value in trained.values()),
        "parameters": [[name, list(value.shape)] for name, value in trained.items()],
        "statistics": [[name, list(value.shape)] for name, value in statistics.items()],
        "layers": layer_rows(EXACT.network(), EXACT.images(count=1)),
        "evaluation": _evaluation(),
        "step": _step(),
        "adam": _adam(),
    }


def _evaluation() -> dict:
    def logits(run: Run) -> np.ndarray:
        with torch.no_grad():
            return run.network().eval()(run.images()).double().numpy()

    exact = logits(EXACT)
    own = {name: {"logits": _largest_difference(logits(run), exact)} for name, run in FLOAT32.items()}
    return {"logits": decimals(exact), "float32": own}


def _step() -> dict:
    """Training mode, before any update. Gradients are those of the mean cross entropy."""

    def result(run: Run) -> tuple[np.ndarray, float, Tensors]:
        network = run.network().train()
        logits = network(run.images())
        loss = F.cross_entropy(logits, labels())
        loss.backward()
        return logits.detach().double().numpy(), loss.item(), {name: flat(value.grad) for name, value in network.named_parameters()}

    logits, loss, gradients = result(EXACT)
    own = {}
    for name, run in FLOAT32.items():
        other_logits, other_loss, other_gradients = result(run)
        own[name] = {
            "logits": _largest_difference(other_logits, logits),
            "loss": abs(other_loss - loss) / loss,
            "gradients": distances(other_gradients, gradients),
        }
    return {
        "logits": decimals(logits),
        "loss": decimals(loss),
        "gradientNorms": decimals([np.linalg.norm(values) for values in gradients.values()]),
        "gradientSample": packed(sample(gradients)),
        "float32": own,
    }


def _adam() -> dict:
    """Step k, from 1, trains on the formula's images named `images/k`. Distances of the state are relative to how far it moved."""

    def result(run: Run) -> tuple[np.ndarray, dict[str, Tensors]]:
        network = run.network().train()
        optimizer = torch.optim.Adam(network.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
        losses = []
        for step in range(1, STEPS + 1):
            optimizer.zero_grad()
            loss = F.cross_entropy(network(run.images(name=f"{IMAGES['name']}/{step}")), labels())
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        return np.array(losses), _state(network)

    origin = _state(EXACT.network())
    losses, exact = result(EXACT)
    own = {}
    for name, run in FLOAT32.items():
        other_losses, other = result(run)
        state = {kind: distances(other[kind], exact[kind], origin[kind]) for kind in exact}
        own[name] = {"losses": decimals(np.abs(other_losses - losses) / losses), **state}
    return {
        "steps": STEPS,
        "lr": LEARNING_RATE,
        "weightDecay": WEIGHT_DECAY,
        "losses": decimals(losses),
        "samples": {kind: packed(sample(tensors)) for kind, tensors in exact.items()},
        "float32": own,
    }


def _state(network: torch.nn.Module) -> dict[str, Tensors]:
    state = {name: flat(value) for name, value in network.state_dict().items()}
    trained = {name for name, _ in network.named_parameters()}
    return {
        "parameters": {name: state[name] for name in state if name in trained},
        "runningMeans": {name: state[name] for name in state if name.endswith("running_mean")},
        "runningVars": {name: state[name] for name in state if name.endswith("running_var")},
    }


def _largest_difference(values: np.ndarray, exact: np.ndarray) -> float:
    return float(np.abs(values - exact).max() / np.abs(exact).max())
