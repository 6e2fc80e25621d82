"""Checks that model.safetensors and weights.npz hold the same tensors, as Python reads them. Debian: python3-numpy, and python3-torch where it is there.

Each argument is a folder with both and with state.safetensors, the same weights in PyTorch's layout.
"""
import hashlib
import json
import struct
import sys
from math import prod

import numpy

SIZES = {"BOOL": 1, "U8": 1, "I8": 1, "I16": 2, "U16": 2, "F16": 2, "BF16": 2, "I32": 4, "U32": 4, "F32": 4, "F64": 8, "I64": 8, "U64": 8}


def read(path):
    """A strict reader of safetensors: the metadata, and each tensor as (dtype, shape, bytes)."""
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack("<Q", content[:8])
    assert 8 + length <= len(content)
    assert content[8:9] == b"{" and (8 + length) % 8 == 0
    pairs = json.loads(content[8:8 + length].decode("utf-8"), object_pairs_hook=list)
    header = dict(pairs)
    assert len(header) == len(pairs), "a name is there twice"
    metadata = dict(header.pop("__metadata__", []))
    assert all(isinstance(value, str) for value in metadata.values())
    data, tensors, end = content[8 + length:], {}, 0
    for name, fields in sorted(header.items(), key=lambda item: dict(item[1])["data_offsets"]):
        fields = dict(fields)
        assert set(fields) == {"dtype", "shape", "data_offsets"}
        start, stop = fields["data_offsets"]
        assert start == end and stop - start == prod(fields["shape"]) * SIZES[fields["dtype"]]
        tensors[name], end = (fields["dtype"], tuple(fields["shape"]), data[start:stop]), stop
    assert end == len(data)
    if "surefoot.sha256" in metadata:
        written = metadata["surefoot.sha256"]
        assert hashlib.sha256(content.replace(written.encode(), b"0" * 64, 1)).hexdigest() == written
    return metadata, tensors


def check(folder, torch):
    metadata, tensors = read(folder + "/model.safetensors")
    assert metadata["surefoot.format"] == "2"
    with numpy.load(folder + "/weights.npz") as arrays:
        assert set(arrays.files) == set(tensors), (arrays.files, list(tensors))
        for name, (_, shape, content) in tensors.items():
            array = arrays[name]
            assert array.dtype == numpy.dtype("<f4") and array.shape == shape and array.tobytes() == content, name
    for name, (_, shape, content) in read(folder + "/state.safetensors")[1].items():
        if torch and name.startswith("dense") and name.endswith(".weight"):
            theirs = torch.frombuffer(bytearray(content), dtype=torch.float32).reshape(shape).t().contiguous()
            assert theirs.numpy().tobytes() == tensors[name][2], name


def main(folders):
    try:
        import torch
    except ImportError:
        torch = None
    for folder in folders:
        check(folder, torch)


main(sys.argv[1:])
