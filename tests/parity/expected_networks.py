"""torchvision's networks: evaluation logits and heat maps, one training step with its gradients, some steps of Adam.

Each in float64, which is taken as the truth, and in float32 in both memory formats, which shows how far float32 itself is from it.
"""

from collections.abc import Callable

import numpy as np
import torch
import torch.nn.functional as F

from encoding import decimals, packed, packed_levels
from gradcam_methods import METHODS, raw_maps_of
from network_structure import structure
from networks import UNUSUAL, Run, Setting, exact, float32, gain_of, listed, spec_of
from sampling import Picked, picked, picked_distance, picked_values

LEARNING_RATE = 1e-4
WEIGHT_DECAY = 1e-2
UNUSUAL_SAMPLES = 4


def make(name: str) -> dict:
    spec = spec_of(name)
    return {
        "gain": gain_of(name),
        **structure(name),
        "evaluation": {"images": size_of(spec.evaluation), "logits": decimals(logits_of(exact(name, spec.evaluation)))},
        "maps": maps(name, spec.evaluation),
        "training": {
            "images": size_of(spec.training),
            "samples": spec.samples,
            "step": step(name, spec.training, spec.samples),
            "adam": adam(name, spec.training, spec.samples, spec.steps),
        },
        "unusual": {
            "images": size_of(UNUSUAL),
            "samples": UNUSUAL_SAMPLES,
            "logits": decimals(logits_of(exact(name, UNUSUAL))),
            "step": step(name, UNUSUAL, UNUSUAL_SAMPLES),
        },
    }


def size_of(setting: Setting) -> dict:
    return {"count": setting.count, "height": setting.height, "width": setting.width}


def logits_of(run: Run) -> np.ndarray:
    with torch.no_grad():
        return run.network().eval()(run.images()).double().numpy()


def maps(name: str, setting: Setting) -> dict:
    """Raw maps, [N, h, w], of the layer that is shown where none is chosen and of the deepest finer one, for the predicted and for a chosen class."""
    known = listed()[name]
    grids = {heatmap["layer"]: heatmap["grid"] for heatmap in known["heatmaps"]}
    last = known["defaultLayer"]
    layers = [[layer for layer, grid in grids.items() if grid > grids[last]][-1], last]
    classes = {"predicted": logits_of(exact(name, setting)).argmax(1), "chosen": exact(name, setting).labels().numpy()}
    found = []
    for kind, targets in classes.items():
        exact_maps = raw_maps(exact(name, setting), layers, targets)
        own = {layout: raw_maps(run, layers, targets) for layout, run in float32(name, setting).items()}
        for key, values in exact_maps.items():
            method, layer = key
            if not values.any() or (layer != last and method not in spec_of(name).finer_methods):
                continue  # empty maps show nothing
            distances_of_layouts = {layout: largest_difference(others[key], values) for layout, others in own.items()}
            of = {"method": method, "layer": layer, "classes": kind, "shape": list(values.shape)}
            found.append({**of, "values": packed_levels(values), "float32": distances_of_layouts})
    shown = {(each["method"], each["layer"]) for each in found}
    assert {("grad-cam", layer) for layer in layers} | {(method, last) for method in METHODS} <= shown
    return {"classes": {kind: targets.tolist() for kind, targets in classes.items()}, "maps": found}


def raw_maps(run: Run, layers: list[str], targets: np.ndarray) -> dict[tuple[str, str], np.ndarray]:
    return raw_maps_of(run.network().eval(), run.images(), layers=layers, targets=targets.tolist())


def step(name: str, setting: Setting, samples: int) -> dict:
    """Training mode, before any update. Gradients are those of the mean cross entropy."""

    def result(run: Run) -> tuple[np.ndarray, float, dict[str, Picked]]:
        network = run.network().train()
        logits = network(run.images())
        loss = F.cross_entropy(logits, run.labels())
        loss.backward()
        gradients = {key: value.grad for key, value in network.named_parameters()}
        return logits.detach().double().numpy(), loss.item(), picked(gradients, samples)

    logits, loss, gradients = result(exact(name, setting))

    def distance(run: Run) -> dict:
        other_logits, other_loss, other_gradients = result(run)
        return {
            "logits": largest_difference(other_logits, logits),
            "loss": abs(other_loss - loss) / loss,
            "gradients": decimals(picked_distance(other_gradients, gradients)),
        }

    own = of_layouts(name, setting, distance)
    return {"logits": decimals(logits), "loss": decimals(loss), "gradientSample": packed(picked_values(gradients)), "float32": own}


def adam(name: str, setting: Setting, samples: int, steps: int) -> dict:
    """Step k, from 1, trains on the formula's images named `images/k`. Distances of the state are relative to how far it moved."""

    def result(run: Run) -> tuple[np.ndarray, dict[str, dict[str, Picked]]]:
        network = run.network().train()
        optimizer = torch.optim.Adam(network.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
        losses = []
        for number in range(1, steps + 1):
            optimizer.zero_grad()
            loss = F.cross_entropy(network(run.images(f"images/{number}")), run.labels())
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        return np.array(losses), state_of(network, samples)

    origin = state_of(exact(name, setting).network(), samples)
    losses, state = result(exact(name, setting))

    def distance(run: Run) -> dict:
        other_losses, other = result(run)
        moved = {kind: decimals(picked_distance(other[kind], state[kind], origin[kind])) for kind in state}
        return {"losses": decimals(np.abs(other_losses - losses) / losses), **moved}

    return {
        "steps": steps,
        "lr": LEARNING_RATE,
        "weightDecay": WEIGHT_DECAY,
        "losses": decimals(losses),
        "state": {kind: packed(picked_values(tensors)) for kind, tensors in state.items()},
        "float32": of_layouts(name, setting, distance),
    }


def of_layouts(name: str, setting: Setting, distance: Callable[[Run], dict]) -> dict:
    return {layout: distance(run) for layout, run in float32(name, setting).items()}


def state_of(network: torch.nn.Module, samples: int) -> dict[str, dict[str, Picked]]:
    """By kind; a network without batch norm has parameters only."""
    state = network.state_dict()
    trained = {name for name, _ in network.named_parameters()}
    kinds = {
        "parameters": {name: state[name] for name in state if name in trained},
        "runningMeans": {name: state[name] for name in state if name.endswith("running_mean")},
        "runningVars": {name: state[name] for name in state if name.endswith("running_var")},
    }
    return {kind: picked(tensors, samples) for kind, tensors in kinds.items() if tensors}


def largest_difference(values: np.ndarray, exact_values: np.ndarray) -> float:
    return decimals(np.abs(values - exact_values).max() / np.abs(exact_values).max())
