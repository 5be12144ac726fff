"""torchvision's networks, weights by the formula, in the sizes, precision and layout asked for. Which networks there are, Facet's own registry says."""

import functools
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import torch
import torchvision

import formula

ROOT = Path(__file__).resolve().parents[2]
CHANCES = (torch.nn.Dropout, torchvision.ops.StochasticDepth)
FLOAT32_LAYOUTS = {"contiguous": torch.contiguous_format, "channelsLast": torch.channels_last}


@dataclass(frozen=True)
class Setting:
    """What a network is tried on."""

    count: int
    height: int
    width: int
    channels: int = 3
    classes: int = 2
    by_given_chance: bool = False
    """Dropout and stochastic depth as torchvision has them, by numbers of the formula; else there is none."""


@dataclass(frozen=True)
class Spec:
    """How far a network is followed in training, and on how many images of 224 x 224 in evaluation."""

    count: int = 4
    size: int = 128
    steps: int = 3
    samples: int = 4
    """Of each tensor: networks have hundreds of them."""
    evaluated: int = 2
    finer_methods: tuple[str, ...] = ("grad-cam",)
    """Of heat maps above the last layer: where features are not averaged, a single ReLU that turns on what float32 rounds is seen."""

    @property
    def training(self) -> Setting:
        return Setting(self.count, self.size, self.size)

    @property
    def evaluation(self) -> Setting:
        return Setting(self.evaluated, 224, 224)


SPECS = {
    "resnet18": Spec(count=8, size=224, steps=5, samples=64, evaluated=8, finer_methods=("grad-cam", "grad-cam++", "hirescam", "layercam")),
    "vgg16": Spec(size=64, steps=2),  # 134 million parameters, whatever the size
}
"""Networks that are not here take the defaults: a new one needs no line."""

UNUSUAL = Setting(count=4, height=96, width=64, channels=1, classes=5, by_given_chance=True)
GAINS = [gain / 2 for gain in range(3, 31)]
TOLD_APART = 0.2
"""Standard deviation over images of the difference of two logits."""


def spec_of(name: str) -> Spec:
    return SPECS.get(name, Spec())


@functools.cache
def listed() -> dict[str, dict]:
    """By name, in the registry's order: `defaultLayer` and `heatmaps`, each with `layer` and its `grid` at 224 x 224."""
    command = ["node", "scripts/with-node.mjs", "node", "tests/parity/networks/list.ts"]
    answer = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return {network.pop("name"): network for network in json.loads(answer)}


@dataclass(frozen=True)
class Run:
    """One way in which PyTorch can compute the same thing."""

    name: str
    setting: Setting
    dtype: torch.dtype
    memory_format: torch.memory_format

    def network(self) -> torch.nn.Module:
        network = made(self.name, self.setting)
        network.load_state_dict(formula_state(network, gain_of(self.name)))
        give_chance(network, chances_of(self.name) if self.setting.by_given_chance else ())
        return network.to(dtype=self.dtype, memory_format=self.memory_format)

    def images(self, name: str = "images") -> torch.Tensor:
        """[N, C, H, W], 0..1: the formula's uint8 / 255, as torchvision's ToTensor. Of grey images, the first channel."""
        setting = self.setting
        pixels = formula.images(name, setting.count, setting.height, setting.width)[..., : setting.channels]
        images = torch.from_numpy(pixels.copy()).permute(0, 3, 1, 2)
        return (images.to(self.dtype) / 255).contiguous(memory_format=self.memory_format)

    def labels(self) -> torch.Tensor:
        return torch.from_numpy(formula.labels(self.setting.count, self.setting.classes))


def exact(name: str, setting: Setting) -> Run:
    return Run(name, setting, torch.float64, torch.contiguous_format)


def float32(name: str, setting: Setting) -> dict[str, Run]:
    return {key: Run(name, setting, torch.float32, layout) for key, layout in FLOAT32_LAYOUTS.items()}


def made(name: str, setting: Setting) -> torch.nn.Module:
    """torchvision's, with fresh weights; its first convolution is another one where the images are not RGB."""
    network = getattr(torchvision.models, name)(weights=None, num_classes=setting.classes)
    if setting.channels != 3:
        place, first = next((key, module) for key, module in network.named_modules() if isinstance(module, torch.nn.Conv2d))
        own = {key: getattr(first, key) for key in ("kernel_size", "stride", "padding")}
        other = torch.nn.Conv2d(setting.channels, first.out_channels, bias=first.bias is not None, **own)
        network.set_submodule(place, other)
    return network


def formula_state(network: torch.nn.Module, gain: float) -> dict[str, torch.Tensor]:
    """A state dict; the counters of batches, which no number depends on, stay as they are."""
    known = _kept_formula(tuple((name, tuple(value.shape)) for name, value in network.state_dict().items() if not name.endswith("num_batches_tracked")), gain)
    return {name: known.get(name, value) for name, value in network.state_dict().items()}


@functools.lru_cache(maxsize=1)
def _kept_formula(shapes: tuple[tuple[str, tuple[int, ...]], ...], gain: float) -> dict[str, torch.Tensor]:
    return {name: torch.from_numpy(formula.parameter(name, shape, gain)) for name, shape in shapes}


@functools.cache
def gain_of(name: str) -> float:
    """Of the formula's convolutions: the least of GAINS with which the logits tell the images apart. Above it, what float32 rounds is multiplied from layer to layer."""
    setting = Setting(count=4, height=128, width=128)
    network = made(name, setting).eval()
    network.load_state_dict(formula_state(network, 1))
    filters = [parameter for parameter in network.parameters() if parameter.dim() == 4]
    images = torch.from_numpy(formula.images("images", 4, 128, 128)).permute(0, 3, 1, 2).float() / 255
    scaled_by = 1.0
    with torch.no_grad():
        for gain in GAINS:
            for parameter in filters:
                parameter *= (gain / scaled_by) ** 0.5
            scaled_by = gain
            logits = network(images)
            if (logits[:, 0] - logits[:, 1]).std() >= TOLD_APART:
                return gain
    raise ValueError(f"{name} tells no images apart with the gains {GAINS}")


@dataclass(frozen=True)
class Chance:
    """A place where a network leaves something out in training."""

    place: str
    kind: str
    """dropout, or rows: whole images, as torchvision's StochasticDepth in the mode "row"."""
    rate: float
    shape: tuple[int, ...]
    """Of the random numbers, without the batch."""


@functools.cache
def chances_of(name: str) -> tuple[Chance, ...]:
    """In the order of the forward pass, those that a forward pass meets and that leave out anything at all."""
    found = []
    network = made(name, Setting(count=2, height=64, width=64)).train()

    def record(place: str, module: torch.nn.Module, output: torch.Tensor) -> None:
        if isinstance(module, torch.nn.Dropout):
            found.append(Chance(place, "dropout", module.p, tuple(output.shape[1:])))
        else:
            assert module.mode == "row"
            found.append(Chance(place, "rows", module.p, (1,) * (output.dim() - 1)))

    for place, module in network.named_modules():
        if isinstance(module, CHANCES):
            module.register_forward_hook(lambda module, _, output, place=place: record(place, module, output))
    with torch.no_grad():
        network(torch.zeros(2, 3, 64, 64))
    return tuple(chance for chance in found if chance.rate > 0)


class Given(torch.nn.Module):
    """Dropout whose numbers are the formula's: what would be left to chance can then be compared."""

    def __init__(self, chance: Chance, index: int) -> None:
        super().__init__()
        self.chance = chance
        self.index = index

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if not self.training:
            return x
        uniform = torch.from_numpy(formula.uniforms(f"chance/{self.index}", (x.shape[0], *self.chance.shape))).to(x.dtype)
        return x * (uniform >= self.chance.rate).to(x.dtype) / (1 - self.chance.rate)


def give_chance(network: torch.nn.Module, chances: tuple[Chance, ...]) -> None:
    """Puts the given chances in their places; all others leave nothing out."""
    for module in network.modules():
        if isinstance(module, CHANCES):
            module.p = 0.0
    for index, chance in enumerate(chances):
        network.set_submodule(chance.place, Given(chance, index))
