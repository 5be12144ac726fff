"""What torchvision's networks are, before any number is computed: state dict, layer table, sizes of feature maps, how they begin, what they leave to chance."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

import numpy as np
import torch
from torch import nn

from encoding import decimals
from layer_rows import layer_rows
from networks import UNUSUAL, Setting, chances_of, listed, made

FULL_SIZE = Setting(count=1, height=224, width=224)
DRAWS = 3
"""Of a whole network, with the seeds 0, 1, ...: what is said of its distributions is checked on them."""
ENOUGH = 1000
"""Values of a tensor, on which its distribution can be checked."""
MOST = 1_000_000
"""Values that are looked at."""


def structure(name: str) -> dict:
    network = made(name, FULL_SIZE)
    trained = {key for key, _ in network.named_parameters()}
    assert list(network.state_dict(keep_vars=True)) == list(network.state_dict())
    return {
        "parameterCount": sum(value.numel() for value in network.parameters()),
        "state": tree({key: described(value, key in trained) for key, value in network.state_dict().items()}),
        "layers": layer_rows(made(name, FULL_SIZE), torch.zeros(1, 3, 224, 224)),
        "grids": {"fullSize": grids(name, FULL_SIZE), "unusual": grids(name, UNUSUAL)},
        "initial": {"authors": initial_values(name, lambda network: None), "defaults": initial_values(name, by_default)},
        "chances": [[chance.place, chance.kind, chance.rate, list(chance.shape)] for chance in chances_of(name)],
    }


def described(value: torch.Tensor, is_trained: bool) -> str:
    """`float32 64x3x7x7 trained`"""
    dtype = str(value.dtype).removeprefix("torch.")
    return " ".join(filter(None, [dtype, "x".join(map(str, value.shape)), "trained" if is_trained else ""]))


def tree(flat: dict[str, str]) -> dict:
    """Names by their parts: `a.b.c` lies in `a`, in `b`. The order stays."""
    root: dict = {}
    for name, value in flat.items():
        *parts, last = name.split(".")
        branch = root
        for part in parts:
            branch = branch.setdefault(part, {})
        branch[last] = value
        assert list(branch) == sorted(branch, key=lambda key: int(key) if key.isdigit() else len(flat)), "JavaScript would put numbers first"
    return root


def grids(name: str, setting: Setting) -> dict:
    """[rows, columns] of the layers that heat maps can read."""
    found = {}
    network = made(name, setting).eval()
    for layer in (heatmap["layer"] for heatmap in listed()[name]["heatmaps"]):
        network.get_submodule(layer).register_forward_hook(lambda *_, layer=layer: found.update({layer: list(_[2].shape[2:])}))
    with torch.no_grad():
        network(torch.zeros(1, setting.channels, setting.height, setting.width))
    return found


def by_default(network: nn.Module) -> None:
    """Every layer as PyTorch begins it: what the network's authors do is undone."""
    for module in network.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear, nn.BatchNorm2d)):
            module.reset_parameters()


@contextmanager
def noting_fillings() -> Iterator[dict[int, tuple]]:
    """The distribution with which each tensor was filled last, by the tensor's id."""
    fillings: dict[int, tuple] = {}

    def noting(method: Callable, describe: Callable[..., tuple]) -> Callable:
        def fill(tensor: torch.Tensor, *args, **kwargs) -> torch.Tensor:
            fillings[id(tensor)] = describe(*args)
            return method(tensor, *args, **kwargs)

        return fill

    describers = {"normal_": around_zero_normal, "uniform_": around_zero_uniform, "fill_": lambda value: ("constant", value), "zero_": lambda: ("constant", 0)}
    with ExitStack() as stack:
        for name, describe in describers.items():
            stack.enter_context(patch.object(torch.Tensor, name, noting(getattr(torch.Tensor, name), describe)))
        yield fillings


def around_zero_normal(mean: float, deviation: float) -> tuple:
    assert mean == 0
    return ("normal", deviation)


def around_zero_uniform(low: float, high: float) -> tuple:
    assert low == -high
    return ("uniform", high)


def initial_values(name: str, further: Callable[[nn.Module], None]) -> list:
    """For each trained parameter, in order: a number with which it is filled, or ["normal", deviation] or ["uniform", bound], both around 0."""
    found: dict[str, tuple] = {}
    for seed in range(DRAWS):
        torch.manual_seed(seed)
        with noting_fillings() as fillings:
            network = made(name, FULL_SIZE)
            further(network)
        for key, value in network.named_parameters():
            filling = fillings[id(value)]
            assert found.setdefault(key, filling) == filling
            check(value.detach().flatten()[:MOST], filling)
    return [value if kind == "constant" else [kind, decimals(value)] for kind, value in found.values()]


def check(values: torch.Tensor, filling: tuple) -> None:
    """The values do follow the distribution: to six standard errors of deviation and mean, and no further out than its bound."""
    kind, parameter = filling
    if kind == "constant":
        assert (values == parameter).all()
        return
    count = values.numel()
    deviation = parameter if kind == "normal" else parameter / np.sqrt(3)
    if kind == "uniform":
        assert values.abs().max() <= parameter * (1 + 1e-6)
    if count >= ENOUGH:
        assert abs(values.double().std().item() / deviation - 1) < 6 / np.sqrt(2 * count)
        assert abs(values.double().mean().item()) < 6 * deviation / np.sqrt(count)
