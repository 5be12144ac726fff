"""The bench's other side: PyTorch, torchvision and the grad-cam package, as their own documentation uses them.

    python tests/bench/reference.py contiguous|channels_last|compiled [auto|cpu|cuda] [network] [threads]

"compiled" is torch.compile over channels_last. A network is torchvision's, by its name.

Speaks the protocol of tests/bench/protocol.ts on stdin and stdout, where each task is described. Times start and end on an idle device.
"""

import csv
import json
import os
import resource
import sys
import time
from collections.abc import Callable

import numpy as np
import PIL
import torch
import torch.nn.functional as F
import torchvision
from PIL import Image
from torch.utils.data import DataLoader, Dataset
from torchvision.transforms.functional import resize, to_tensor

MARK = "@bench "
CLASSES = 2
LEARNING_RATE = 1e-4
WEIGHT_DECAY = 1e-2


class Faces(Dataset):
    """Rows of a CSV: PIL decodes, torchvision makes the tensor."""

    def __init__(self, file: str, size: int) -> None:
        with open(file, newline="") as rows:
            self.rows = [(row["path"], int(row["real"])) for row in csv.DictReader(rows)]
        self.size = size

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, int]:
        path, label = self.rows[index]
        image = Image.open(path).convert("RGB")
        if image.size != (self.size, self.size):
            image = resize(image, [self.size, self.size])
        return to_tensor(image), label


class Reference:
    def __init__(self, layout: str, device: str, network: str) -> None:
        torch.manual_seed(1)
        self.memory_format = torch.contiguous_format if layout == "contiguous" else torch.channels_last
        self.device = torch.device(device)
        torch.backends.cudnn.benchmark = True
        made = torchvision.models.get_model(network, weights=None, num_classes=CLASSES)
        made = made.to(self.device, memory_format=self.memory_format)
        self.network = torch.compile(made) if layout == "compiled" else made
        self.optimizer = torch.optim.Adam(made.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)

    def train_step(self, *, steps: int, batch: int, sizePx: int) -> dict:
        images, labels = self._batch(batch, sizePx)
        self.network.train()
        return self._timed(steps * batch, lambda: [self._step(images, labels)[0].item() for _ in range(steps)])

    def inference(self, *, steps: int, batch: int, sizePx: int) -> dict:
        images, _ = self._batch(batch, sizePx)
        self.network.eval()
        with torch.inference_mode():
            return self._timed(steps * batch, lambda: [self.network(images).cpu() for _ in range(steps)])

    def epoch(self, *, trainCsv: str, validCsv: str, workers: int, batch: int, sizePx: int, **_pass: str) -> dict:
        """Both passes alike: a DataLoader keeps nothing."""
        train, valid = Faces(trainCsv, sizePx), Faces(validCsv, sizePx)
        options = {"batch_size": batch, "num_workers": workers, "pin_memory": self.device.type == "cuda"}
        trained = self._timed(len(train), lambda: self._train_epoch(DataLoader(train, shuffle=True, **options)))
        validated = self._timed(len(valid), lambda: self._validate(DataLoader(valid, **options)))
        parts = {name: {"items": part["items"], "seconds": part["seconds"]} for name, part in (("train", trained), ("valid", validated))}
        whole = {key: parts["train"][key] + parts["valid"][key] for key in ("items", "seconds")}
        return {**validated, **whole, "parts": parts}

    def grad_cam(self, *, images: int, batch: int, sizePx: int) -> dict:
        """As the package's README: one object, made once, called on a tensor of one image or of several."""
        from pytorch_grad_cam import GradCAM  # only here: it brings OpenCV and matplotlib, which training need not hold in memory

        batches = [self._batch(min(batch, images - start), sizePx)[0] for start in range(0, images, batch)]
        self.network.eval()
        with GradCAM(model=self.network, target_layers=[self.network.layer4[-1]]) as cam:
            return self._timed(images, lambda: [cam(input_tensor=tensor, targets=None) for tensor in batches])

    def _train_epoch(self, loader: DataLoader) -> tuple[float, int]:
        self.network.train()
        total, correct = 0.0, 0
        for images, labels in loader:
            images, labels = self._placed(images), labels.to(self.device)
            loss, logits = self._step(images, labels)
            total += loss.item() * len(labels)
            correct += (logits.argmax(1) == labels).sum().item()
        return total, correct

    def _validate(self, loader: DataLoader) -> tuple[float, int]:
        self.network.eval()
        total, correct = 0.0, 0
        with torch.inference_mode():
            for images, labels in loader:
                labels = labels.to(self.device)
                logits = self.network(self._placed(images))
                total += F.cross_entropy(logits, labels, reduction="sum").item()
                correct += (logits.argmax(1) == labels).sum().item()
        return total, correct

    def _step(self, images: torch.Tensor, labels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        self.optimizer.zero_grad()
        logits = self.network(images)
        loss = F.cross_entropy(logits, labels)
        loss.backward()
        self.optimizer.step()
        return loss, logits

    def _batch(self, count: int, size: int) -> tuple[torch.Tensor, torch.Tensor]:
        generator = np.random.default_rng(1)
        images = torch.from_numpy(generator.integers(0, 256, (count, 3, size, size), dtype=np.uint8)).float() / 255
        return self._placed(images), torch.arange(count, device=self.device) % CLASSES

    def _placed(self, images: torch.Tensor) -> torch.Tensor:
        return images.to(self.device, memory_format=self.memory_format, non_blocking=True)

    def _timed(self, items: int, work: Callable[[], object]) -> dict:
        self._wait()
        start = time.perf_counter()
        work()
        self._wait()
        seconds = time.perf_counter() - start
        is_gpu = self.device.type == "cuda"
        return {
            "items": items,
            "seconds": seconds,
            "peakMemoryBytes": _peak_memory_bytes(),
            "peakDeviceMemoryBytes": torch.cuda.max_memory_reserved() if is_gpu else None,
            "secondsInTensorflow": None,
            "parts": None,
        }

    def _wait(self) -> None:
        if self.device.type == "cuda":
            torch.cuda.synchronize()


def _peak_memory_bytes() -> int:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def _cpu_seconds() -> float:
    return sum(os.times()[:4])  # user and system, of the process and of children that have ended


def _reply(message: dict) -> None:
    print(MARK + json.dumps(message), flush=True)


def main(layout: str, device: str = "auto", network: str = "resnet18", threads: str = "") -> None:
    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "cpu"
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    torch.set_num_threads(int(threads) if threads else cores)
    reference = Reference(layout, device, network)
    handlers = {"train_step": reference.train_step, "inference": reference.inference, "epoch": reference.epoch, "grad_cam": reference.grad_cam}
    versions = {"python": sys.version.split()[0], "torch": torch.__version__, "torchvision": torchvision.__version__, "pillow": PIL.__version__}
    name = torch.cuda.get_device_name() if device == "cuda" else "cpu"
    _reply({"kind": "ready", "ready": {"device": name, "threads": torch.get_num_threads(), "versions": versions}})
    for line in sys.stdin:
        if not line.startswith(MARK):
            continue
        task = json.loads(line[len(MARK) :])
        try:
            before = _cpu_seconds()
            answer = handlers[task.pop("kind")](**task)
            _reply({"kind": "answer", "answer": {**answer, "cpuSeconds": _cpu_seconds() - before}})
        except Exception as error:  # the bench is told, and says which task it was
            _reply({"kind": "failed", "message": f"{type(error).__name__}: {error}"})


if __name__ == "__main__":
    main(*sys.argv[1:])
