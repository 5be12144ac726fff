"""Learning rates, losses, clipped gradients and training steps with parts frozen, as PyTorch has them.

    /tmp/parity/bin/python tests/parity/expected_recipe.py

A minute on two cores. Writes recipe.expected.json beside this file; weights, images and gradients are the formula's, so no seed is needed. Losses
and clipping are PyTorch's in float64. Of networks the float64 run is the truth, and both float32 layouts say how far float32 itself is from it.
"""

import json
import platform
from pathlib import Path

import numpy as np
import torch
import torchvision
from sklearn.utils.class_weight import compute_class_weight
from torch.optim.lr_scheduler import ConstantLR, CosineAnnealingLR, LinearLR, SequentialLR, StepLR

import formula
from encoding import decimals, packed
from sampling import Tensors, distances, sample

HERE = Path(__file__).resolve().parent
THREADS = 2
IMAGES = {"name": "recipe", "count": 6, "height": 64, "width": 64}
STEPS = 3
LEARNING_RATE = 1e-4
WEIGHT_DECAY = 1e-2
SAMPLES = 6
LAYOUTS = {"contiguous": torch.contiguous_format, "channelsLast": torch.channels_last}

PLAIN = {"freeze": [], "factors": {}, "clipNorm": 0.0, "labelSmoothing": 0.0, "classWeights": None}
CASES = [
    {"name": "frozen stem", "network": "resnet18", "gain": 5.0, "freeze": ["conv1", "bn1", "layer1", "layer2.0"]},
    {"name": "frozen in the middle, with a batch norm alone", "network": "resnet18", "gain": 5.0, "freeze": ["bn1", "layer3"]},
    {"name": "smoothing and weights", "network": "resnet18", "gain": 5.0, "labelSmoothing": 0.1, "classWeights": [2.5, 0.75]},
    {
        "name": "everything",
        "network": "densenet121",
        "gain": 7.0,
        "freeze": ["features.conv0", "features.norm0", "features.denseblock1", "features.transition1"],
        "factors": {"classifier": 10.0},
        "clipNorm": 1.0,
        "labelSmoothing": 0.2,
        "classWeights": [1.5, 0.5],
    },
]
SCHEDULES = [
    {"type": "step", "step_size": 3, "gamma": 0.5, "epochs": 8, "warmup": 0},
    {"type": "step", "step_size": 2, "gamma": 0.1, "epochs": 9, "warmup": 3},
    {"type": "cosine", "min_lr": 0.0, "epochs": 7, "warmup": 0},
    {"type": "cosine", "min_lr": 1e-4, "epochs": 10, "warmup": 4},
    {"type": "none", "epochs": 4, "warmup": 2},
]
LOSSES = [
    {"labelSmoothing": 0.1, "classWeights": None},
    {"labelSmoothing": 0.0, "classWeights": [0.25, 3.0]},
    {"labelSmoothing": 0.3, "classWeights": [2.0, 0.5]},
]


def main() -> None:
    torch.set_num_threads(THREADS)
    content = {
        "madeWith": {
            "python": platform.python_version(),
            "torch": torch.__version__,
            "torchvision": torchvision.__version__,
            "threads": THREADS,
        },
        "schedules": [{**case, "lr": 0.02, "rates": _rates(case, 0.02)} for case in SCHEDULES],
        "losses": _losses(),
        "clipping": [_clipped(largest) for largest in (0.1, 1.0, 100.0)],
        "balanced": [_balanced(fake, real) for fake, real in ((30, 10), (7, 8))],
        "training": {
            "images": IMAGES,
            "lr": LEARNING_RATE,
            "weightDecay": WEIGHT_DECAY,
            "samples": SAMPLES,
            "cases": [_training({**PLAIN, **case}) for case in CASES],
        },
    }
    path = HERE / "recipe.expected.json"
    path.write_text(json.dumps(content, indent=1) + "\n")
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def _rates(case: dict, lr: float) -> list[float]:
    """Of each epoch, stepped once an epoch."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=lr)
    warmup, epochs = case["warmup"], case["epochs"]
    if case["type"] == "step":
        main_part = StepLR(optimizer, case["step_size"], case["gamma"])
    elif case["type"] == "cosine":
        main_part = CosineAnnealingLR(optimizer, T_max=epochs - warmup, eta_min=case["min_lr"])
    else:
        main_part = ConstantLR(optimizer, factor=1.0)
    schedule = main_part
    if warmup > 0:
        first = LinearLR(optimizer, start_factor=1 / (warmup + 1), end_factor=1.0, total_iters=warmup)
        schedule = SequentialLR(optimizer, [first, main_part], milestones=[warmup])
    rates = []
    for _ in range(epochs):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return decimals(rates)


def _loss_of(recipe: dict, dtype: torch.dtype) -> torch.nn.Module:
    weights = recipe["classWeights"]
    return torch.nn.CrossEntropyLoss(
        weight=None if weights is None else torch.tensor(weights, dtype=dtype), label_smoothing=recipe["labelSmoothing"]
    )


def _losses() -> dict:
    """Loss and gradient of given logits [7, 2]; one is so sure that a softmax of it saturates float32."""
    logits = formula.tensor("recipe/logits", (7, 2), scale=4.0)
    logits[0] = [60.0, -60.0]
    labels = np.array([1, 0, 0, 1, 1, 0, 1])
    cases = []
    for case in LOSSES:
        given = torch.tensor(logits, dtype=torch.float64, requires_grad=True)
        loss = _loss_of(case, torch.float64)(given, torch.from_numpy(labels))
        loss.backward()
        cases.append({**case, "loss": decimals(loss.item()), "gradient": decimals(given.grad)})
    return {"logits": logits.tolist(), "labels": labels.tolist(), "cases": cases}


def _clipped(largest: float) -> dict:
    """Two gradients of very different sizes; their norm together is about 4."""
    gradients = [formula.tensor("recipe/gradient/1", (3, 4), scale=2.0), formula.tensor("recipe/gradient/2", (5,), scale=1e-3)]
    parameters = [torch.nn.Parameter(torch.zeros(gradient.shape, dtype=torch.float64)) for gradient in gradients]
    for parameter, gradient in zip(parameters, gradients, strict=True):
        parameter.grad = torch.tensor(gradient, dtype=torch.float64)
    norm = torch.nn.utils.clip_grad_norm_(parameters, largest)
    return {
        "largest": largest,
        "norm": decimals(norm.item()),
        "gradients": [gradient.reshape(-1).tolist() for gradient in gradients],
        "clipped": [decimals(parameter.grad.reshape(-1)) for parameter in parameters],
    }


def _balanced(fake: int, real: int) -> dict:
    labels = np.array([0] * fake + [1] * real)
    weights = compute_class_weight("balanced", classes=np.array([0, 1]), y=labels)
    return {"fake": fake, "real": real, "weights": decimals(weights)}


def _training(case: dict) -> dict:
    def result(dtype: torch.dtype, memory_format: torch.memory_format) -> tuple[np.ndarray, dict[str, Tensors]]:
        network = _network(case).to(dtype=dtype, memory_format=memory_format)
        optimizer = torch.optim.Adam(_groups(network, case["factors"]), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
        criterion = _loss_of(case, dtype)
        losses = []
        for step in range(1, STEPS + 1):
            images = formula.images(**{**IMAGES, "name": f"{IMAGES['name']}/{step}"})
            batch = (torch.from_numpy(images).permute(0, 3, 1, 2).to(dtype) / 255).contiguous(memory_format=memory_format)
            optimizer.zero_grad()
            loss = criterion(network(batch), torch.from_numpy(formula.labels(IMAGES["count"])))
            loss.backward()
            if case["clipNorm"] > 0:
                norm = torch.nn.utils.clip_grad_norm_(network.parameters(), case["clipNorm"])
                assert norm > case["clipNorm"], "a gradient that is not clipped shows nothing"
            optimizer.step()
            losses.append(loss.item())
        return np.array(losses), _state(network)

    origin = _state(_network(case))
    losses, state = result(torch.float64, torch.contiguous_format)
    own = {}
    for layout, memory_format in LAYOUTS.items():
        other_losses, other = result(torch.float32, memory_format)
        moved = {kind: distances(other[kind], state[kind], origin[kind], SAMPLES)["sampled"] for kind in state}
        own[layout] = {"losses": decimals(np.abs(other_losses - losses) / losses), **moved}
    return {
        **case,
        "losses": decimals(losses),
        "state": {kind: packed(sample(state[kind], SAMPLES)) for kind in state},
        "float32": own,
    }


def _network(case: dict) -> torch.nn.Module:
    """In training mode; frozen batch norms in evaluation mode, as fine-tuning with PyTorch has it. No dropout."""
    network = getattr(torchvision.models, case["network"])(weights=None, num_classes=2)
    state = network.state_dict()
    network.load_state_dict(
        {
            name: value if name.endswith("num_batches_tracked") else torch.from_numpy(formula.parameter(name, tuple(value.shape), case["gain"]))
            for name, value in state.items()
        }
    )
    network.train()
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(not _has_prefix(name, case["freeze"]))
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d) and not module.weight.requires_grad and not module.bias.requires_grad:
            module.eval()
    return network


def _groups(network: torch.nn.Module, factors: dict[str, float]) -> list[dict]:
    """A group for each parameter, at the factor of the longest prefix that fits."""
    groups = []
    for name, parameter in network.named_parameters():
        fitting = [prefix for prefix in factors if _has_prefix(name, [prefix])]
        factor = factors[max(fitting, key=len)] if fitting else 1.0
        groups.append({"params": [parameter], "lr": LEARNING_RATE * factor})
    return groups


def _has_prefix(name: str, prefixes: list[str]) -> bool:
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)


def _state(network: torch.nn.Module) -> dict[str, Tensors]:
    values = {name: value.detach().double().contiguous().reshape(-1).numpy().copy() for name, value in network.state_dict().items()}
    trained = {name for name, _ in network.named_parameters()}
    return {
        "parameters": {name: value for name, value in values.items() if name in trained},
        "runningMeans": {name: value for name, value in values.items() if name.endswith("running_mean")},
        "runningVars": {name: value for name, value in values.items() if name.endswith("running_var")},
    }


if __name__ == "__main__":
    main()
