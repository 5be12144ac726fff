"""The rows of torchsummary's table: one for each call of a module that is no container, in the order in which the calls end."""

import torch
from torch import nn


def layer_rows(network: nn.Module, images: torch.Tensor) -> list[list]:
    """[type, output shape [C, H, W] or [C], trained parameters]."""
    rows = []

    def record(module: nn.Module, _inputs, output: torch.Tensor) -> None:
        # As torchsummary counts: a module's own weight and bias, not those of the modules inside it.
        own = sum(parameter.numel() for parameter in module.parameters(recurse=False))
        rows.append([type(module).__name__, list(output.shape[1:]), own])

    hooked = [module for module in network.modules() if module is not network and not isinstance(module, (nn.Sequential, nn.ModuleList))]
    handles = [module.register_forward_hook(record) for module in hooked]
    with torch.no_grad():
        network.eval()(images)
    for handle in handles:
        handle.remove()
    return rows
