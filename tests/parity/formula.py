"""Weights, running statistics, images and labels as a function of (name, index), bit-equal in float32 with tests/helpers/formula.ts.

Both sides can make the same network and the same batch from a name, so that the expectations of a network with 134 million parameters fit into
a small file. `formula.expected.json` holds values and hashes that both must meet.
"""

import numpy as np

SAMPLES = 64
"""Entries of a tensor that are compared; a smaller tensor is compared whole."""

CONVOLUTION_GAIN = 5.0
LINEAR_GAIN = 3.0
"""Uniform in +-sqrt(gain / fan in): keeps ResNet-18's evaluation logits of order 1 (torchvision's own fresh weights do not). Other networks have a gain of their own."""


def name_hash(name: str) -> int:
    """FNV-1a, 32 bits (Fowler, Noll and Vo), of the name's UTF-8 bytes."""
    h = 0x811C9DC5
    for byte in name.encode():
        h = ((h ^ byte) * 0x01000193) & 0xFFFFFFFF
    return h


def _finalize(x: np.ndarray) -> np.ndarray:
    """murmur3's finaliser (A. Appleby)."""
    x = (x ^ (x >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    x = (x ^ (x >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return x ^ (x >> np.uint32(16))


def hashes(name: str, count: int) -> np.ndarray:
    """[count] uint32, one for each index."""
    index = np.arange(count, dtype=np.uint32)
    return _finalize(_finalize(index) ^ np.uint32(name_hash(name)))


def units(name: str, count: int) -> np.ndarray:
    """[count] float64 in [-1, 1), multiples of 2^-23: exact in float32."""
    return (hashes(name, count) >> np.uint32(8)).astype(np.float64) / 2.0**23 - 1.0


def uniforms(name: str, shape: tuple[int, ...]) -> np.ndarray:
    """shape, float32 in [0, 1), multiples of 2^-24: numbers in the place of random ones."""
    return ((hashes(name, int(np.prod(shape))) >> np.uint32(8)) / 2.0**24).astype(np.float32).reshape(shape)


def tensor(name: str, shape: tuple[int, ...], scale: float = 1.0, offset: float = 0.0) -> np.ndarray:
    """shape, float32: offset + scale x unit, rounded once from float64."""
    count = int(np.prod(shape, dtype=np.int64))
    return (offset + scale * units(name, count)).astype(np.float32).reshape(shape)


def parameter(name: str, shape: tuple[int, ...], gain: float = CONVOLUTION_GAIN) -> np.ndarray:
    """A parameter or running statistic of a network with torchvision's names, in torchvision's layout, float32."""
    if len(shape) == 4:
        return tensor(name, shape, scale=float(np.sqrt(gain / (shape[1] * shape[2] * shape[3]))))
    if len(shape) == 2:
        return tensor(name, shape, scale=float(np.sqrt(LINEAR_GAIN / shape[1])))
    if name.endswith("running_var"):
        return tensor(name, shape, scale=0.5, offset=1.0)
    if name.endswith(("running_mean", "bias")):
        return tensor(name, shape, scale=0.1)
    if name.endswith("weight"):
        return tensor(name, shape, scale=0.25, offset=1.0)
    raise ValueError(f"no formula for {name} {shape}")


def images(name: str, count: int, height: int, width: int) -> np.ndarray:
    """[count, height, width, 3] uint8: a slanted wave between a dark and a light level for each image and channel, and an eighth of noise."""
    waves = hashes(f"{name}/waves", count * 3).astype(np.int64).reshape(count, 1, 1, 3)
    cycles_x = waves % 5 - 2
    cycles_y = (waves >> 8) % 5 - 2
    phase = (waves >> 16) % 512
    levels = hashes(f"{name}/levels", count * 3).astype(np.int64).reshape(count, 1, 1, 3)
    dark = levels % 256
    light = (levels >> 8) % 256
    y = np.arange(height, dtype=np.int64).reshape(1, height, 1, 1) * 512 // height
    x = np.arange(width, dtype=np.int64).reshape(1, 1, width, 1) * 512 // width
    position = (cycles_x * x + cycles_y * y + phase) % 512
    wave_height = np.minimum(position, 511 - position)
    wave = (dark * (255 - wave_height) + light * wave_height) // 255
    noise = (hashes(f"{name}/noise", count * height * width * 3) >> np.uint32(24)).astype(np.int64)
    return ((7 * wave + noise.reshape(count, height, width, 3)) // 8).astype(np.uint8)


def labels(count: int, classes: int = 2) -> np.ndarray:
    """[count] int64: 0, 1, ..., classes - 1, 0, 1, ..."""
    return np.arange(count, dtype=np.int64) % classes


def sample_positions(name: str, count: int, most: int = SAMPLES) -> np.ndarray:
    """Which entries of a flattened tensor are compared: all where there are at most so many, else so many drawn with replacement."""
    if count <= most:
        return np.arange(count, dtype=np.int64)
    return hashes(f"sample/{name}", most).astype(np.int64) % count
