"""Raw maps of the grad-cam package by four methods, before its scaling of each image.

Where they are taken (grad-cam 1.5.7, base_cam.py, `compute_cam_per_layer`): `get_cam_image` of the method weighs the layer's output by the gradient of
the class's logit and adds the channels up; `np.maximum(cam, 0)` follows; then `scale_cam_image` subtracts the least value, divides by the largest and
resizes. The maps here are those between the last two. For Grad-CAM: max(0, sum over k of mean over space (d logit / d A_k) x A_k).
The package runs the network once for each method; here its methods share what one run of its `ActivationsAndGradients` gives.
"""

import numpy as np
import torch
from pytorch_grad_cam import GradCAM, GradCAMPlusPlus, HiResCAM, LayerCAM
from pytorch_grad_cam.activations_and_gradients import ActivationsAndGradients
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

METHODS = {"grad-cam": GradCAM, "grad-cam++": GradCAMPlusPlus, "hirescam": HiResCAM, "layercam": LayerCAM}


def raw_maps_of(network: torch.nn.Module, images: torch.Tensor, *, layers: list[str], targets: list[int]) -> dict[tuple[str, str], np.ndarray]:
    """[N, h, w] by method and layer; a network in evaluation mode."""
    network.requires_grad_(False)
    images = images.clone().requires_grad_(True)
    classes = [ClassifierOutputTarget(target) for target in targets]
    modules = [network.get_submodule(layer) for layer in layers]
    found = {}
    kept = ActivationsAndGradients(network, modules, None)
    sum(target(row) for target, row in zip(classes, kept(images), strict=True)).backward()
    activations = [values.numpy() for values in kept.activations]
    slopes = [values.numpy() for values in kept.gradients]
    for method, Method in METHODS.items():
        with Method(model=network, target_layers=modules) as cam:
            for layer, module, values, gradients in zip(layers, modules, activations, slopes, strict=True):
                found[method, layer] = np.maximum(cam.get_cam_image(images, module, classes, values, gradients, False), 0)
    return found
