"""Writes decode.expected.json: what PIL makes of images that follow a formula, for tests/unit/engine/data/decode.test.ts.

Run: python tests/parity/decode.py   (needs Pillow and numpy; written with Pillow 13.0.0)
torchvision's Resize and CenterCrop on PIL images are Image.resize(BILINEAR) and Image.crop; Grayscale is convert('L').
"""

import base64
import io
import json
import pathlib

import numpy as np
import PIL
from PIL import Image

SIZES = {  # name: (width, height) of the source, (width, height) wanted, crop, mode
    "same size": ((32, 24), (32, 24), False, "RGB"),
    "shrink by 3/2": ((48, 36), (32, 24), False, "RGB"),
    "shrink by 3": ((96, 96), (32, 32), False, "RGB"),
    "shrink by 4.6, as 1024 to 224": ((147, 147), (32, 32), False, "RGB"),
    "shrink by 8": ((256, 256), (32, 32), False, "RGB"),
    "stretch one side": ((96, 24), (32, 32), False, "RGB"),
    "enlarge by 8/5": ((20, 20), (32, 32), False, "RGB"),
    "enlarge by 7": ((5, 4), (35, 28), False, "RGB"),
    "crop a wide one": ((128, 64), (32, 32), True, "RGB"),
    "crop a tall one": ((64, 96), (32, 32), True, "RGB"),
    "crop and enlarge": ((24, 16), (32, 32), True, "RGB"),
    "grey": ((32, 32), (32, 32), False, "L"),
    "grey, shrunk": ((64, 64), (32, 32), False, "L"),
}


def picture(width, height):
    """[height, width, 3] uint8: waves, an edge and a little noise; decode.test.ts has the same formula."""
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    waves = 60 * np.sin(x * (7 + c) / width) + 50 * np.cos(y * (5 + 2 * c) / height)
    edge = np.where(3 * x > 2 * y + width / 2, 25, -25)
    noise = (x * 7919 + y * 104729 + c * 1299709) % 17 - 8
    return np.floor(128 + waves + edge + noise).clip(0, 255).astype(np.uint8)


def resized(image, size, crop):
    """torchvision.transforms.functional.resize(image, shorter side) and center_crop, or resize(image, both sides)."""
    if not crop:
        return image.resize(size, Image.BILINEAR)
    width, height = image.size
    side = size[0]
    short, long = sorted(image.size)
    larger = int(side * long / short)
    image = image.resize((side, larger) if width <= height else (larger, side), Image.BILINEAR)
    left, top = round((image.width - side) / 2), round((image.height - side) / 2)
    return image.crop((left, top, left + side, top + side))


def encoded(array):
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()


def jpeg_case(mode, **options):
    file = io.BytesIO()
    Image.fromarray(picture(32, 24)).convert(mode).save(file, "JPEG", **options)
    pixels = np.asarray(Image.open(file).convert("RGB"))
    return {"file": base64.b64encode(file.getvalue()).decode(), "pixels": encoded(pixels)}


cases = [
    {"name": name, "from": source, "to": to, "crop": crop, "channels": 1 if mode == "L" else 3,
     "pixels": encoded(resized(Image.fromarray(picture(*source)).convert(mode), to, crop))}
    for name, (source, to, crop, mode) in SIZES.items()
]
jpegs = {
    "4:4:4": jpeg_case("RGB", quality=95, subsampling=0),
    "4:2:0": jpeg_case("RGB", quality=80, subsampling=2),
    "progressive": jpeg_case("RGB", quality=80, progressive=True),
    "grey": jpeg_case("L", quality=80),
}
target = pathlib.Path(__file__).with_name("decode.expected.json")
provenance = f"tests/parity/decode.py, Pillow {PIL.__version__}; pixels are base64 of [height, width, channels] uint8"
target.write_text(json.dumps({"provenance": provenance, "cases": cases, "jpegs": jpegs}, indent=1) + "\n")
