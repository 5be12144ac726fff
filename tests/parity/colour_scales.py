"""Expectations of tests/unit/domain/colour-scales.test.ts from matplotlib. Re-make: python tests/parity/colour_scales.py (a second).

All 256 entries of each scale as hexadecimal, six digits a colour. `--knots` prints every fifth of them, as src-shared/domain/colour-scales.ts has them.
"""

import json
import sys
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib import colormaps

TARGET = Path(__file__).parent.parent / "unit" / "domain" / "colour-scales.expected.json"
SCALES = ["viridis", "inferno", "jet"]


def entries(name: str) -> list[str]:
    colours = np.round(colormaps[name](np.arange(256))[:, :3] * 255).astype(int)
    return ["%02x%02x%02x" % tuple(colour) for colour in colours]


if "--knots" in sys.argv:
    for name in SCALES[:2]:
        print(name, "".join(entries(name)[::5]))
else:
    expected = {"matplotlib": matplotlib.__version__, **{name: "".join(entries(name)) for name in SCALES}}
    TARGET.write_text(json.dumps(expected, indent=2) + "\n")
