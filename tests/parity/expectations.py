"""Makes every *.expected.json beside this file that PyTorch, torchvision and the grad-cam package vouch for.

    python3 -m venv /tmp/parity && /tmp/parity/bin/pip install -r tests/parity/requirements.txt
    /tmp/parity/bin/python tests/parity/expectations.py [formula|ops|optimizers|resnet18|vgg16 ...]

Half a minute of one core for most networks, two minutes for VGG-16; no random numbers. The files are committed; re-make them when a version in requirements.txt or the formula changes.
"""

import functools
import json
import platform
import sys
from pathlib import Path

import numpy as np
import torch
import torchvision

import expected_formula
import expected_networks
import expected_ops
import expected_optimizers
import networks

HERE = Path(__file__).resolve().parent
THREADS = 1
MAKERS = {
    "formula": expected_formula.make,
    "ops": expected_ops.make,
    "optimizers": expected_optimizers.make,
    **{f"networks/{name}": functools.partial(expected_networks.make, name) for name in networks.listed()},
}


def main(names: list[str]) -> None:
    makers = {name.removeprefix("networks/"): name for name in MAKERS}
    unknown = [name for name in names if name not in makers]
    if unknown:
        sys.exit(f"unknown: {', '.join(unknown)}; known: {', '.join(makers)}")
    torch.set_num_threads(THREADS)
    made_with = {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "torch": torch.__version__,
        "torchvision": torchvision.__version__,
        "machine": platform.machine(),
        "threads": THREADS,
    }
    for name in names or makers:
        path = HERE / f"{makers[name]}.expected.json"
        path.write_text(to_json({"madeWith": made_with, **MAKERS[makers[name]]()}))
        print(f"{path.name}: {path.stat().st_size:,} bytes", flush=True)


def to_json(content: dict) -> str:
    """One line for each entry of the upper two levels: small, and a difference can be read."""
    lines = []
    for key, value in content.items():
        nested = value if isinstance(value, (dict, list)) and len(json.dumps(value)) > 120 else None
        if isinstance(nested, dict):
            inner = ",\n".join(f"    {json.dumps(k)}: {json.dumps(v)}" for k, v in nested.items())
            lines.append(f"  {json.dumps(key)}: {{\n{inner}\n  }}")
        elif isinstance(nested, list):
            inner = ",\n".join(f"    {json.dumps(item)}" for item in nested)
            lines.append(f"  {json.dumps(key)}: [\n{inner}\n  ]")
        else:
            lines.append(f"  {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    main(sys.argv[1:])
