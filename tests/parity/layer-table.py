"""Expectations of tests/unit/cli/report/layer-table.test.ts: the rows of torchvision's ResNet-18 and what torchsummary prints for them, and a small
network with frozen layers. Re-make: pip install torchsummary==1.5.1; python tests/parity/layer-table.py
"""

import contextlib
import io
import json
from pathlib import Path

import torch
import torchvision
from torchsummary import summary

TARGET = Path(__file__).parent.parent / "unit" / "cli" / "report" / "layer-table.expected.json"


def rows(model, input_shape):
    """One row a module, in the order in which they finish, as torchsummary's hooks see them. Shapes without the batch."""
    found = []

    def hook(module, _, output):
        parameters = list(module.parameters(recurse=False))
        found.append(
            dict(
                type=type(module).__name__,
                outputShape=list(output.shape)[1:],
                parameters=sum(p.numel() for p in parameters),
                isFrozen=any(not p.requires_grad for p in parameters),
            )
        )

    for module in model.modules():
        if module is not model and not isinstance(module, torch.nn.Sequential):
            module.register_forward_hook(hook)
    model(torch.zeros(2, *input_shape))
    return found


def table(make, input_shape, batch_size):
    text = io.StringIO()
    with contextlib.redirect_stdout(text):
        summary(make(), tuple(input_shape), batch_size=batch_size, device="cpu")
    found = rows(make(), input_shape)
    frozen = sum(row["parameters"] for row in found if row.pop("isFrozen"))
    return dict(inputShape=input_shape, batchSize=batch_size, frozenParameters=frozen, rows=found, text=text.getvalue().splitlines())


def small():
    network = torch.nn.Sequential(torch.nn.Conv2d(1, 4, 3), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(4 * 36, 2))
    network[0].requires_grad_(False)
    return network


def main():
    expected = dict(
        source="tests/parity/layer-table.py",
        versions={"torchsummary": "1.5.1", "torchvision": torchvision.__version__, "torch": torch.__version__},
        resnet18=table(lambda: torchvision.models.resnet18(num_classes=2), [3, 224, 224], 32),
        small=table(small, [1, 8, 8], 5),
    )
    TARGET.write_text(json.dumps(expected, separators=(",", ":")).replace('{"type"', '\n{"type"') + "\n")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
