"""Makes the files that PyTorch and safetensors write, in every form that Facet reads, and says what is in them.

    python tests/parity/checkpoint-files.py

needs torch, safetensors and numpy; writes tests/unit/engine/checkpoints/fixtures. The expectations are what `torch.load` and
`safetensors.torch.load_file` themselves make of each file, hand-made ones included.
"""

import json
import math
import pickle
import struct
import zipfile
from collections import OrderedDict
from pathlib import Path

import safetensors
import safetensors.torch
import torch

FOLDER = Path(__file__).parents[1] / "unit" / "engine" / "checkpoints" / "fixtures"

DTYPES = {
    torch.float64: "F64",
    torch.float32: "F32",
    torch.float16: "F16",
    torch.bfloat16: "BF16",
    torch.int64: "I64",
    torch.int32: "I32",
    torch.int16: "I16",
    torch.int8: "I8",
    torch.uint8: "U8",
    torch.bool: "BOOL",
    torch.uint16: "U16",
}


def tiny_state_dict():
    """Every type, and every way in which a tensor can lie in its storage."""
    torch.manual_seed(1)
    base = torch.arange(24, dtype=torch.float32) / 7
    return OrderedDict(
        {
            "conv.weight": torch.nn.Parameter(torch.randn(4, 3, 3, 3)),
            "conv.half": torch.tensor([0.1, -65504, 6e-8, 6.2e-5, float("inf"), 0.0]).half(),
            "conv.brain": torch.tensor([0.1, -3e38, 1e-40, 2.5]).bfloat16(),
            "bn.running_mean": torch.randn(4, dtype=torch.float64),
            "bn.num_batches_tracked": torch.tensor(123456789012),
            "window.first": base[:8],
            "window.second": base[6:18].view(3, 4),
            "window.transposed": base.view(4, 6).t(),
            "window.strided": base[1::5],
            "conv.channels_last": torch.randn(2, 3, 4, 2).to(memory_format=torch.channels_last),
            "expanded": torch.tensor([[1.5], [2.5]]).expand(2, 3),
            "empty": torch.empty(0, 3),
            "whole.int32": torch.tensor([-(2**31), 2**31 - 1], dtype=torch.int32),
            "whole.int16": torch.tensor([-5, 700], dtype=torch.int16),
            "whole.int8": torch.tensor([-128, 127], dtype=torch.int8),
            "whole.uint8": torch.tensor([0, 255], dtype=torch.uint8),
            "flag": torch.tensor([True, False, True]),
            "name/with é and 中": torch.ones(1),
        }
    )


def as_json(value):
    """JSON has no infinity; as text, JavaScript's Number() takes it."""
    return value if math.isfinite(value) else str(value).replace("inf", "Infinity")


def expectation(tensors, **facts):
    return {
        "tensors": {
            name: {
                "dtype": DTYPES[tensor.dtype],
                "shape": list(tensor.shape),
                "values": [as_json(value) for value in tensor.detach().double().flatten().tolist()],
            }
            for name, tensor in tensors.items()
        },
        **{"takenFrom": None, "hadModulePrefix": False, "ignored": [], "format": "zip", **facts},
    }


def write_safetensors(name, tensors):
    contiguous = {key: value.detach().clone(memory_format=torch.contiguous_format) for key, value in tensors.items()}
    (FOLDER / name).write_bytes(safetensors.torch.save(contiguous, metadata={"format": "pt"}))


def load(name):
    return torch.load(FOLDER / name, weights_only=False, map_location="cpu", encoding="latin1")


def repack(source, target, change=lambda name, data: data, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(FOLDER / source) as old, zipfile.ZipFile(FOLDER / target, "w", method) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename), change(entry.filename, old.read(entry)), method)


def element_sizes(tensors):
    """Bytes of an element by storage key: torch.save numbers the storages in the order in which it meets them."""
    storages = {tensor.untyped_storage().data_ptr() or name: tensor.element_size() for name, tensor in tensors.items()}
    return {str(key): size for key, size in enumerate(storages.values())}


def as_big_endian(storage_sizes):
    def change(name, data):
        if name.endswith("/byteorder"):
            return b"big"
        size = storage_sizes.get(name.split("/data/")[-1], 1) if "/data/" in name else 1
        return b"".join(data[i : i + size][::-1] for i in range(0, len(data), size))

    return change


class OldPickle:
    """Writes the pickles of Python 2 and PyTorch 0.1 to 0.4, operation by operation: strings are bytes, an OrderedDict is made
    from a list of pairs, a parameter wraps its tensor, a tensor gets its storage as state."""

    def __init__(self):
        self.out = bytearray(b"\x80\x02")
        self.storages = []

    def text(self, value):
        self.out += b"U" + bytes([len(value)]) + value.encode()

    def number(self, value):
        self.out += b"K" + bytes([value])

    def sizes(self, values):
        self.out += b"("
        for value in values:
            self.number(value)
        self.out += b"t"

    def storage(self, key, tensor, view=None):
        self.out += b"("
        self.text("storage")
        self.out += b"ctorch\nFloatStorage\n"
        self.text(key)
        self.text("cuda:0")
        self.out += b"\x8a\x01" + bytes([tensor.numel()])
        if view:
            self.out += b"("
            self.text(key + "v")
            self.number(view[0])
            self.number(view[1])
            self.out += b"t"
        else:
            self.out += b"N"
        self.out += b"tQ"
        self.storages.append((key, tensor))

    def layout(self, key, tensor, shape, strides, view=None):
        self.storage(key, tensor, view)
        self.number(0)
        self.sizes(shape)
        self.sizes(strides)

    def file(self, path):
        with open(path, "wb") as out:
            facts = {"protocol_version": 1001, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 4}}
            for value in (0x1950A86A20F9469CFC6C, 1001, facts):
                pickle.dump(value, out, protocol=2)
            out.write(self.out + b".")
            pickle.dump([key for key, _ in self.storages], out, protocol=2)
            for _, tensor in self.storages:
                out.write(struct.pack("<q", tensor.numel()) + tensor.numpy().tobytes())


def write_python2_file(name):
    """As torchvision's oldest weights: `OrderedDict([[name, tensor], ...])`."""
    old = OldPickle()
    old.out += b"ccollections\nOrderedDict\n]("
    values = torch.arange(6, dtype=torch.float32) - 2.5
    # PyTorch 0.4: _rebuild_tensor_v2
    old.out += b"]("
    old.text("rebuilt.v2")
    old.out += b"ctorch._utils\n_rebuild_tensor_v2\n("
    old.layout("100", values, (2, 3), (3, 1))
    old.out += b"\x89NtRe"
    # PyTorch 0.3: _rebuild_tensor, on a part of a storage
    old.out += b"]("
    old.text("rebuilt.v1")
    old.out += b"ctorch._utils\n_rebuild_tensor\n("
    old.layout("200", values * 2, (2, 2), (1, 2), view=(1, 5))
    old.out += b"tRe"
    # PyTorch 0.1: a tensor's class, made empty, with a state; around it a parameter
    old.out += b"]("
    old.text("parameter")
    old.out += b"ctorch.nn.parameter\nParameter\nctorch\nFloatTensor\n)R("
    old.layout("300", values * 3, (6,), (1,))
    old.out += b"tb\x85R(\x88\x89Ntbe"
    old.out += b"e\x85R"
    old.file(FOLDER / name)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    tensors = tiny_state_dict()
    expected = {}

    torch.save(tensors, FOLDER / "plain.pth")
    expected["plain.pth"] = expectation(load("plain.pth"))
    torch.save(tensors, FOLDER / "legacy.pth", _use_new_zipfile_serialization=False)
    expected["legacy.pth"] = expectation(load("legacy.pth"), format="legacy")
    torch.save({**tensors, "whole.uint16": torch.tensor([1, 65535], dtype=torch.uint16)}, FOLDER / "protocol4.pth", pickle_protocol=4)
    expected["protocol4.pth"] = expectation(load("protocol4.pth"))
    repack("plain.pth", "deflated.pth")
    expected["deflated.pth"] = expectation(load("deflated.pth"))
    repack("plain.pth", "big-endian.pth", as_big_endian(element_sizes(tensors)), zipfile.ZIP_STORED)
    expected["big-endian.pth"] = expectation(load("big-endian.pth"))

    network = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.BatchNorm2d(4), torch.nn.Flatten(), torch.nn.Linear(4, 2))
    network[0].to(memory_format=torch.channels_last)
    parallel = torch.nn.DataParallel(network)
    optimizer = torch.optim.Adam(parallel.parameters(), lr=1e-3)
    network(torch.randn(2, 3, 3, 3)).sum().backward()
    optimizer.step()
    checkpoint = {"epoch": 7, "arch": "tiny", "state_dict": parallel.state_dict(), "best_acc1": torch.tensor(76.5), "optimizer": optimizer.state_dict()}
    wrapped = {"hadModulePrefix": True, "takenFrom": "state_dict", "ignored": ["epoch", "arch", "best_acc1", "optimizer"]}
    for name, form in (("checkpoint.pth", "zip"), ("checkpoint-legacy.pth", "legacy")):
        torch.save(checkpoint, FOLDER / name, _use_new_zipfile_serialization=form == "zip")
        state_dict = {key.removeprefix("module."): value for key, value in load(name)["state_dict"].items()}
        expected[name] = expectation(state_dict, format=form, **wrapped)
    torch.save({"net": network.state_dict(), "acc": 93.1, "epoch": 3}, FOLDER / "net.pth")
    expected["net.pth"] = expectation(load("net.pth")["net"], takenFrom="net", ignored=["acc", "epoch"])
    torch.save({**network.state_dict(), "note": "left out", 5: "too", "_extra_state": None}, FOLDER / "mixed.pth")
    expected["mixed.pth"] = expectation(network.state_dict(), ignored=["note", "5", "_extra_state"])

    write_python2_file("python2.pth")
    expected["python2.pth"] = expectation(load("python2.pth"), format="legacy")

    torch.save(network, FOLDER / "whole-model.pth")

    write_safetensors("python.safetensors", tensors)
    expected["python.safetensors"] = expectation(safetensors.torch.load_file(FOLDER / "python.safetensors"))

    # Files that hold the same tensors share one list of them.
    contents = []
    for facts in expected.values():
        tensors = facts.pop("tensors")
        if tensors not in contents:
            contents.append(tensors)
        facts["content"] = contents.index(tensors)
    made = {"torch": torch.__version__, "safetensors": safetensors.__version__, "contents": contents, "files": expected}
    (FOLDER / "files.expected.json").write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n")


main()
