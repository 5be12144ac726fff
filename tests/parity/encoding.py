"""How numbers go into the expected files: short lists as decimals, long ones as base64 of little-endian float32."""

import base64

import numpy as np

DIGITS = 10
"""Significant digits of decimals: well below the tolerances, which are 1e-6 and above."""


def decimals(values) -> list:
    """Any array-like of floats -> nested lists, rounded to DIGITS significant digits."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim == 0:
        return float(f"{float(array):.{DIGITS}g}")
    return [decimals(item) for item in array]


def packed(values) -> str:
    return base64.b64encode(np.ascontiguousarray(values, dtype="<f4").tobytes()).decode()


def packed_levels(values) -> dict:
    """Values from 0 on, to 2^-17 of the largest: base64 of little-endian uint16 in the largest's 65535ths."""
    array = np.asarray(values, dtype=np.float64)
    largest = float(array.max())
    levels = np.rint(array / largest * 65535).astype("<u2")
    return {"largest": decimals(largest), "levels": base64.b64encode(np.ascontiguousarray(levels).tobytes()).decode()}
