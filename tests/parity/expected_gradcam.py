"""Raw maps of the grad-cam package by four methods, before its scaling of each image.

Where they are taken (grad-cam 1.5.7, base_cam.py, `compute_cam_per_layer`): `get_cam_image` of the method weighs the layer's output by the gradient of
the class's logit and adds the channels up; `np.maximum(cam, 0)` follows; then `scale_cam_image` subtracts the least value, divides by the largest and
resizes. The maps here are those between the last two. For Grad-CAM: max(0, sum over k of mean over space (d logit / d A_k) x A_k).
"""

import numpy as np
import torch
from pytorch_grad_cam import GradCAM, GradCAMPlusPlus, HiResCAM, LayerCAM
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

from encoding import packed
from resnet18 import EXACT, FLOAT32, IMAGES, Run, labels

LAYERS = {"layer4": [7, 7], "layer3": [14, 14]}


METHODS = {"grad-cam": GradCAM, "grad-cam++": GradCAMPlusPlus, "hirescam": HiResCAM, "layercam": LayerCAM}


def keeping_raw(method: type) -> type:
    """The method, keeping the map of the one layer asked for as it is before scaling."""

    class Raw(method):
        raw: np.ndarray

        def get_cam_image(self, *arguments, **options) -> np.ndarray:
            cam = super().get_cam_image(*arguments, **options)
            self.raw = np.maximum(cam, 0)
            return cam

    return Raw


def make() -> dict:
    with torch.no_grad():
        predicted = EXACT.network().eval()(EXACT.images()).argmax(1)
    classes = {"predicted": predicted, "chosen": labels()}
    maps = [
        _maps(method, layer, name, targets) for method in METHODS for layer in LAYERS for name, targets in classes.items()
    ]
    return {"images": IMAGES, "classes": {name: targets.tolist() for name, targets in classes.items()}, "maps": maps}


def _maps(method: str, layer: str, name: str, targets: torch.Tensor) -> dict:
    exact = _raw(EXACT, method, layer, targets)
    assert (exact.max(axis=(1, 2)) > 0).all(), f"an empty map of {method} at {layer} shows nothing"
    own = {key: float(np.abs(_raw(run, method, layer, targets) - exact).max() / exact.max()) for key, run in FLOAT32.items()}
    shape = [IMAGES["count"], *LAYERS[layer]]
    return {"method": method, "layer": layer, "classes": name, "shape": shape, "values": packed(exact), "float32": own}


def _raw(run: Run, method: str, layer: str, targets: torch.Tensor) -> np.ndarray:
    """[N, h, w], evaluation mode."""
    network = run.network().eval()
    with keeping_raw(METHODS[method])(model=network, target_layers=[getattr(network, layer)]) as cam:
        cam(input_tensor=run.images(), targets=[ClassifierOutputTarget(target) for target in targets.tolist()])
        return cam.raw
