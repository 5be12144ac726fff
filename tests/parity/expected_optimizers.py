"""torch.optim.Adam and Adadelta in float64 on given gradients: every value after each of five steps.

Gradients go from 1 to 1e-8 and 0, so that it shows where epsilon is added (TensorFlow's Adam adds it elsewhere than PyTorch's).
"""

import numpy as np
import torch

import formula
from encoding import decimals

STEPS = 5
SIZE = 8
DECADES = [1.0, 1e-1, 1e-2, 1e-3, 1e-5, 1e-7, 1e-8, 0.0]

CASES = [
    {"type": "Adam", "lr": 1e-3, "weight_decay": 0.0},
    {"type": "Adam", "lr": 1e-4, "weight_decay": 1e-2},
    {"type": "Adadelta", "lr": 1.0, "weight_decay": 0.0},
    {"type": "Adadelta", "lr": 0.1, "weight_decay": 1e-2},
]
MAKERS = {"Adam": torch.optim.Adam, "Adadelta": torch.optim.Adadelta}


def make() -> dict:
    initial = formula.tensor("optimizer/initial", (SIZE,))
    decades = np.array(DECADES, dtype=np.float32)
    gradients = [formula.tensor(f"optimizer/gradient/{step}", (SIZE,)) * decades for step in range(1, STEPS + 1)]
    return {
        "initial": initial.tolist(),
        "gradients": [gradient.tolist() for gradient in gradients],
        "cases": [_case(case, initial, gradients) for case in CASES],
    }


def _case(case: dict, initial, gradients) -> dict:
    parameter = torch.nn.Parameter(torch.from_numpy(initial).double())
    optimizer = MAKERS[case["type"]]([parameter], lr=case["lr"], weight_decay=case["weight_decay"])
    values = []
    for gradient in gradients:
        parameter.grad = torch.tensor(gradient, dtype=torch.float64)
        optimizer.step()
        values.append(decimals(parameter.detach()))
    # The defaults that the package adds: betas and eps, or rho and eps.
    defaults = {key: optimizer.defaults[key] for key in ("betas", "rho", "eps") if key in optimizer.defaults}
    return {**case, **defaults, "values": values}
