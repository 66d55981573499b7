"""The network out of the file that ships, where no checkpoint is left: the same whole numbers ship again.

Reads the graph that `tools.train.export` builds, by the order of its nodes. What a weight was before it was rounded is
not there any more: the state is that of the rounded weights, and the levels are those that they were rounded with.
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer

from tools.train import e5
from tools.train.base import Base
from tools.train.corpora import CUSTOMS
from tools.train.export import State
from tools.train.network import DEPTH, INNER, WIDTH

LAYERS = [f"layers.{number}." for number in range(DEPTH)]
LINEAR = [layer + part for layer in LAYERS for part in ("attend", "gather", "widen", "narrow")] + ["head", "tags"]
NORMS = ["norm", *(layer + part for layer in LAYERS for part in ("norm1", "norm2"))]


def recovered(folder: Path) -> tuple[Base, State, State]:
    """What a model's build needs, from the folder that it ships in: base, state and levels."""
    graph = onnx.load(str(folder / "encoder.onnx")).graph
    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    made = {name: node for node in graph.node for name in node.output}
    state: State = {"customs.weight": np.zeros((len(CUSTOMS), WIDTH), np.float32)}
    levels: State = {}
    products = [node for node in graph.node if node.op_type in ("QAttention", "DynamicQuantizeMatMul")]
    for name, node in zip(LINEAR, products, strict=True):
        attends = node.op_type == "QAttention"
        whole, bias, scale = (held[node.input[at]] for at in ((1, 2, 4) if attends else (1, 4, 2)))
        levelled = made[made[node.input[0]].input[0]] if attends else made[node.input[0]]
        factors = held[levelled.input[1]] if levelled.op_type == "Mul" else np.ones(len(whole), np.float32)
        inputs = INNER if name.endswith("narrow") else WIDTH
        told = [np.flatnonzero((whole[:inputs] == row).all(axis=1))[0] for row in whole[inputs:]]
        levels[name] = 1 / (factors[:inputs] * (1 + np.bincount(np.array(told, int), minlength=inputs)))
        outputs = INNER if name.endswith("widen") else len(bias)
        weight = whole[:inputs].astype(np.float64) * scale / levels[name][:, None]
        state[f"{name}.weight"] = weight.T[:outputs].astype(np.float32)
        state[f"{name}.bias"] = bias[:outputs]
    norms = [node for node in graph.node if node.op_type == "LayerNormalization"]
    for name, node in zip(NORMS, norms, strict=True):
        state[f"{name}.weight"], state[f"{name}.bias"] = held[node.input[1]], held[node.input[2]]
    shares = [
        held[node.input[1]]
        for node in graph.node
        if node.op_type == "Mul"
        and made[node.input[0]].op_type == "LayerNormalization"
        and not held[node.input[1]].shape
    ]
    state["mixture"] = np.log(np.array(shares))
    places = next(n for n in graph.node if n.op_type == "Slice" and n.input[0] in held)
    state["places.weight"] = np.zeros((512, WIDTH), np.float32)
    state["places.weight"][: len(held[places.input[0]])] = held[places.input[0]]
    state["centre"] = held[next(n for n in reversed(graph.node) if n.op_type == "Sub").input[1]].reshape(-1)
    state["spread"] = held[next(n for n in reversed(graph.node) if n.op_type == "MatMul").input[1]]
    words = [held[node.input[0]] for node in graph.node if node.op_type == "Gather" and node.input[1] == "ids"]
    return _base(folder, *words), state, levels


def _base(folder: Path, packed: Any, scales: Any) -> Base:
    rows = len(packed)
    blocks = packed.reshape(rows, -1, e5.BLOCK // 2)
    nibbles = np.concatenate((blocks & 15, blocks >> 4), axis=2).reshape(rows, WIDTH)
    original = e5.Original(pieces=[], scores=[], tensors={}, nibbles=nibbles, scales=scales, layers=DEPTH, unknown=0)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    words = torch.from_numpy(e5.floats(nibbles, scales))
    return Base(original=original, kept=np.arange(rows), tokenizer=tokenizer, words=words)
