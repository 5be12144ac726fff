"""Single operations with their gradients in float64, on tiny inputs from the formula.

An input `key` of case `name` is formula.tensor(f"{name}/{key}", ...) with the shape, scale and offset beside it. Activations are [N, H, W, C],
parameters are torchvision's ([O, I, KH, KW], [out, in]). Gradients are those of sum(y x upstream), where upstream is
formula.tensor(f"{name}/upstream", outputShape). Arrays are flat, in row-major order.
"""

from collections.abc import Callable

import torch
import torch.nn.functional as F

import formula
from encoding import decimals

EPSILON = 1e-5
MOMENTUM = 0.1
CONVOLUTIONS = [  # kernel, stride, padding, height
    (1, 1, 0, 5), (1, 2, 0, 5), (1, 2, 0, 6),
    (3, 1, 0, 5), (3, 1, 1, 5), (3, 2, 0, 6), (3, 2, 1, 5), (3, 2, 1, 6),
    (7, 1, 3, 8), (7, 2, 3, 8), (7, 2, 3, 9),
]  # fmt: skip


def make() -> dict:
    return {
        "convolutions": [_convolution(*options) for options in CONVOLUTIONS],
        "maxPools": [_max_pool(height) for height in (7, 8)],
        "batchNorms": [_batch_norm(is_training=True), _batch_norm(is_training=False)],
        "relu": _case("relu", {"x": _of(2, 3, 3, 2)}, F.relu),
        "add": _case("add", {"x": _of(2, 3, 3, 2), "other": _of(2, 3, 3, 2)}, torch.add),
        "averagePool": _case("averagePool", {"x": _of(2, 3, 4, 2)}, lambda x: F.adaptive_avg_pool2d(_nchw(x), 1).flatten(1)),
        "linear": _case("linear", {"x": _of(3, 4), "weight": _of(2, 4), "bias": _of(2)}, F.linear),
        "crossEntropy": _cross_entropy(),
    }


def _of(*shape: int, scale: float = 1.0, offset: float = 0.0) -> dict:
    return {"shape": list(shape), "scale": scale, "offset": offset}


def _tensor(name: str, spec: dict) -> torch.Tensor:
    return torch.from_numpy(formula.tensor(name, **{**spec, "shape": tuple(spec["shape"])})).double().requires_grad_()


def _nchw(x: torch.Tensor) -> torch.Tensor:
    return x.permute(0, 3, 1, 2)


def _nhwc(x: torch.Tensor) -> torch.Tensor:
    return x.permute(0, 2, 3, 1)


def _case(name: str, specs: dict[str, dict], operation: Callable[..., torch.Tensor], **facts) -> dict:
    inputs = {key: _tensor(f"{name}/{key}", spec) for key, spec in specs.items()}
    y = operation(*inputs.values())
    upstream = _tensor(f"{name}/upstream", _of(*y.shape))
    (y * upstream).sum().backward()
    return {
        "name": name,
        **facts,
        "inputs": specs,
        "outputShape": list(y.shape),
        "output": decimals(y.detach().flatten()),
        "gradients": {key: decimals(value.grad.flatten()) for key, value in inputs.items() if value.grad is not None},
    }


def _convolution(kernel: int, stride: int, padding: int, height: int) -> dict:
    return _case(
        f"conv/{kernel}/{stride}/{padding}/{height}",
        {"x": _of(2, height, height + 1, 2), "filters": _of(3, 2, kernel, kernel)},
        lambda x, filters: _nhwc(F.conv2d(_nchw(x), filters, stride=stride, padding=padding)),
        kernel=kernel,
        stride=stride,
        padding=padding,
    )


def _max_pool(height: int) -> dict:
    options = {"size": 3, "stride": 2, "padding": 1}
    pool = lambda x: _nhwc(F.max_pool2d(_nchw(x), options["size"], options["stride"], options["padding"]))  # noqa: E731
    return _case(f"maxPool/{height}", {"x": _of(2, height, height + 1, 2)}, pool, **options)


def _batch_norm(*, is_training: bool) -> dict:
    specs = {
        "x": _of(2, 3, 4, 3, scale=2.0, offset=0.5),
        "scale": _of(3, scale=0.25, offset=1.0),
        "offset": _of(3, scale=0.1),
        "runningMean": _of(3, scale=0.1),
        "runningVar": _of(3, scale=0.5, offset=1.0),
    }
    after = {}

    def operation(x, scale, offset, mean, variance):
        mean, variance = mean.detach().clone(), variance.detach().clone()
        y = F.batch_norm(_nchw(x), mean, variance, scale, offset, training=is_training, momentum=MOMENTUM, eps=EPSILON)
        after.update(runningMeanAfter=decimals(mean), runningVarAfter=decimals(variance))
        return _nhwc(y)

    name = f"batchNorm/{'training' if is_training else 'evaluation'}"
    case = _case(name, specs, operation, isTraining=is_training, epsilon=EPSILON, momentum=MOMENTUM)
    return {**case, **after}


def _cross_entropy() -> dict:
    """The mean over the batch and its gradient: no upstream."""
    spec = _of(4, 3, scale=4.0)
    labels = [0, 1, 2, 1]
    logits = _tensor("crossEntropy/logits", spec)
    losses = F.cross_entropy(logits, torch.tensor(labels), reduction="none")
    losses.mean().backward()
    return {
        "name": "crossEntropy",
        "inputs": {"logits": spec},
        "labels": labels,
        "losses": decimals(losses.detach()),
        "mean": decimals(losses.mean().detach()),
        "gradients": {"logits": decimals(logits.grad.flatten())},
    }
