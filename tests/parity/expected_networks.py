"""Networks beside ResNet-18: evaluation logits, heat maps, one training step with its gradients, some steps of Adam.

Each in float64, which is taken as the truth, and in float32 in both memory formats, which shows how far float32 itself is from it.
"""

import numpy as np
import torch
import torch.nn.functional as F
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

from encoding import decimals, packed
from expected_gradcam import METHODS, keeping_raw
from layer_rows import layer_rows
from networks import Run, exact, flat, float32
from sampling import Tensors, distances, sample

LEARNING_RATE = 1e-4
WEIGHT_DECAY = 1e-2
SAMPLES = 16
"""Of each tensor: networks have hundreds of them."""
FULL_SIZE = 224


def make(name: str) -> dict:
    network = exact(name).network()
    trained = dict(network.named_parameters())
    statistics = {key: value for key, value in network.named_buffers() if not key.endswith("num_batches_tracked")}
    spec = exact(name).spec
    return {
        "images": spec.images,
        "gain": spec.gain,
        "samples": SAMPLES,
        "parameterCount": sum(value.numel() for value in trained.values()),
        "parameters": [[key, list(value.shape)] for key, value in trained.items()],
        "statistics": [[key, list(value.shape)] for key, value in statistics.items()],
        "layers": layer_rows(exact(name).network(), exact(name).images(count=1, height=FULL_SIZE, width=FULL_SIZE)),
        "evaluation": _evaluation(name),
        "maps": [_maps(name, layer) for layer in spec.heatmap_layers],
        "step": _step(name),
        "adam": _adam(name),
    }


def _evaluation(name: str) -> dict:
    """At the size of the other comparisons, and of two images at 224 x 224."""

    def logits(run: Run, **options) -> np.ndarray:
        with torch.no_grad():
            return run.network().eval()(run.images(**options)).double().numpy()

    full = {"count": 2, "height": FULL_SIZE, "width": FULL_SIZE}
    return {"logits": decimals(logits(exact(name))), "fullSizeLogits": decimals(logits(exact(name), **full))}


def _maps(name: str, layer: str) -> dict:
    """Raw Grad-CAM maps of the predicted class, [N, h, w]."""
    with torch.no_grad():
        targets = exact(name).network().eval()(exact(name).images()).argmax(1).tolist()

    def raw(run: Run) -> np.ndarray:
        network = run.network().eval()
        with keeping_raw(METHODS["grad-cam"])(model=network, target_layers=[network.get_submodule(layer)]) as cam:
            cam(input_tensor=run.images(), targets=[ClassifierOutputTarget(target) for target in targets])
            return cam.raw

    maps = raw(exact(name))
    assert (maps.max(axis=(1, 2)) > 0).any(), f"empty maps of {name} at {layer} show nothing"
    own = {layout: float(np.abs(raw(run) - maps).max() / maps.max()) for layout, run in float32(name).items()}
    return {"layer": layer, "shape": list(maps.shape), "values": packed(maps), "float32": own}


def _step(name: str) -> dict:
    """Training mode, before any update. Gradients are those of the mean cross entropy."""

    def result(run: Run) -> tuple[np.ndarray, float, Tensors]:
        network = run.network().train()
        logits = network(run.images())
        loss = F.cross_entropy(logits, run.labels())
        loss.backward()
        return logits.detach().double().numpy(), loss.item(), {key: flat(value.grad) for key, value in network.named_parameters()}

    logits, loss, gradients = result(exact(name))
    own = {}
    for layout, run in float32(name).items():
        other_logits, other_loss, other_gradients = result(run)
        own[layout] = {
            "logits": _largest_difference(other_logits, logits),
            "loss": abs(other_loss - loss) / loss,
            "gradients": distances(other_gradients, gradients, most=SAMPLES),
        }
    return {"logits": decimals(logits), "loss": decimals(loss), "gradientSample": packed(sample(gradients, SAMPLES)), "float32": own}


def _adam(name: str) -> dict:
    """Step k, from 1, trains on the formula's images named `images/k`. Distances of the state are relative to how far it moved."""
    steps = exact(name).spec.steps

    def result(run: Run) -> tuple[np.ndarray, dict[str, Tensors]]:
        network = run.network().train()
        optimizer = torch.optim.Adam(network.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
        losses = []
        for step in range(1, steps + 1):
            optimizer.zero_grad()
            loss = F.cross_entropy(network(run.images(name=f"images/{step}")), run.labels())
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        return np.array(losses), _state(network)

    origin = _state(exact(name).network())
    losses, state = result(exact(name))
    kinds = [kind for kind in state if state[kind]]
    own = {}
    for layout, run in float32(name).items():
        other_losses, other = result(run)
        moved = {kind: distances(other[kind], state[kind], origin[kind], SAMPLES) for kind in kinds}
        own[layout] = {"losses": decimals(np.abs(other_losses - losses) / losses), **moved}
    return {
        "steps": steps,
        "lr": LEARNING_RATE,
        "weightDecay": WEIGHT_DECAY,
        "losses": decimals(losses),
        "samples": {kind: packed(sample(state[kind], SAMPLES)) for kind in kinds},
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


def _largest_difference(values: np.ndarray, exact_values: np.ndarray) -> float:
    return float(np.abs(values - exact_values).max() / np.abs(exact_values).max())
