"""The network as an int8 ONNX graph, built operator by operator: no tracer decides what is shipped.

Weights are int8 per output channel; the table of words keeps the 4 bits it came in. Activations are quantised per row (per
sub-word) at run time, so that neither the batch nor the other words of the sentence change what a row becomes,
and sums are of whole numbers, hence exact: the same on every machine and for every batch. Weights stay
within ±63: two products of a signed and an unsigned byte then fit the 16 bits of processors without VNNI.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from tools.train.base import Base
from tools.train.corpora import Example
from tools.train.e5 import BLOCK
from tools.train.network import DEPTH, EPSILON, HEADS, WIDTH, Network

PLACES = 258  # sub-words in one run: 256 and the two marks


State = dict[str, NDArray[np.float32]]


class Graph:
    """A small builder: each call adds one node and returns its output's name."""

    def __init__(self, state: State, levels: State, *, quantised: bool, limit: int) -> None:
        self.state = state
        self.levels = levels
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self.quantised = quantised
        self.limit = limit
        self.count = 0

    def add(self, kind: str, *inputs: str, domain: str = "", outputs: int = 1, **attributes: Any) -> str:
        names = [f"v{self.count}_{i}" for i in range(outputs)]
        self.count += 1
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0]

    def constant(self, value: NDArray[Any]) -> str:
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def floats(self, value: float) -> str:
        return self.constant(np.array(value, dtype=np.float32))

    def table(self, ids: str, nibbles: NDArray[np.uint8], scales: NDArray[np.float16]) -> str:
        """Rows of the table of words, whose numbers share a scale by 32 and lie two in a byte."""
        rows, width = nibbles.shape
        blocks = nibbles.reshape(rows, -1, 2, BLOCK // 2)
        bytes_ = (blocks[:, :, 0] | blocks[:, :, 1] << 4).reshape(rows, width // 2)
        got = self.add("Gather", self.constant(bytes_.astype(np.uint8)), ids)
        got = self.add("Reshape", got, self.constant(np.array([0, 0, width // BLOCK, BLOCK // 2])))
        low = self.add("BitwiseAnd", got, self.constant(np.array(15, dtype=np.uint8)))
        high = self.add("BitShift", got, self.constant(np.array(4, dtype=np.uint8)), direction="RIGHT")
        both = self.add("Cast", self.add("Concat", low, high, axis=-1), to=TensorProto.FLOAT)
        scale = self.add("Cast", self.add("Gather", self.constant(scales), ids), to=TensorProto.FLOAT)
        scale = self.add("Unsqueeze", scale, self.constant(np.array([-1])))
        whole = self.add("Mul", self.add("Sub", both, self.floats(8)), scale)
        return self.add("Reshape", whole, self.constant(np.array([0, 0, width])))

    def quantise(self, x: str, level: NDArray[np.float32]) -> tuple[str, str]:
        """Each row, its channels levelled, as unsigned bytes around 128, and the row's scale."""
        x = self.add("Mul", x, self.constant((1 / level).astype(np.float32)))
        top = self.add("ReduceMax", self.add("Abs", x), self.constant(np.array([-1])), keepdims=1)
        scale = self.add("Mul", self.add("Max", top, self.floats(1e-6)), self.floats(1 / 127))
        steps = self.add("Round", self.add("Div", x, scale))
        whole = self.add("Cast", self.add("Add", steps, self.floats(128)), to=TensorProto.UINT8)
        return whole, scale

    def linear(self, x: str, name: str) -> str:
        """The linear layer of that name: `x @ weight.T + bias`."""
        weight, bias = self.state[f"{name}.weight"], self.state[f"{name}.bias"]
        if not self.quantised:
            return self.add("Add", self.add("MatMul", x, self.constant(weight.T)), self.constant(bias))
        level = self.levels.get(name, np.ones(weight.shape[1], dtype=np.float32))
        weight = weight * level
        scale = np.abs(weight).max(axis=1).clip(1e-12) / self.limit
        whole = self.constant(np.round(weight / scale[:, None]).astype(np.int8).T)
        scales = self.constant(scale.astype(np.float32))
        rows, row_scale = self.quantise(x, level)
        zero = self.constant(np.array(128, dtype=np.uint8))
        sums = self.add("Cast", self.add("MatMulInteger", rows, whole, zero), to=TensorProto.FLOAT)
        y = self.add("Mul", self.add("Mul", sums, scales), row_scale)
        return self.add("Add", y, self.constant(bias))

    def normal(self, x: str, name: str) -> str:
        """The normalisation of that name."""
        weight, bias = self.constant(self.state[f"{name}.weight"]), self.constant(self.state[f"{name}.bias"])
        return self.add("LayerNormalization", x, weight, bias, epsilon=EPSILON, axis=-1)


def build(state: State, base: Base, levels: State, *, quantised: bool = True, limit: int = 63) -> onnx.ModelProto:
    """The ONNX model of a network's weights.

    Input `ids` (batch by sub-words, all of one length: no padding, hence no mask); outputs `tags` (batch by sub-words
    by tags) and `vector` (batch by 384, unit length).

    Args:
        state: the trained network's tensors by name.
        base: of the table of words, which ships in the 4 bits it came in.
        levels: from `levels_of`.
        quantised: False is the yardstick.
        limit: the largest int8 weight.
    """
    # the shipped customs are those of news: a shift of the head
    state = {**state, "head.bias": state["head.bias"] + state["customs.weight"][0]}
    g = Graph(state, levels, quantised=quantised, limit=limit)
    length = g.add("Slice", g.add("Shape", "ids"), g.constant(np.array([1])), g.constant(np.array([2])))
    places = g.add("Slice", g.constant(state["places.weight"][:PLACES]), g.constant(np.array([0])), length)
    words = g.table("ids", base.original.nibbles[base.kept], base.original.scales[base.kept])
    x = g.normal(g.add("Add", words, places), "norm")
    weights = np.exp(state["mixture"] - state["mixture"].max())
    weights /= weights.sum()
    mixed = g.add("Mul", x, g.floats(weights[0]))
    for number in range(DEPTH):
        x = _layer(g, x, f"layers.{number}")
        mixed = g.add("Add", mixed, g.add("Mul", x, g.floats(weights[number + 1])))
    tags = g.linear(g.add("Gelu", g.linear(mixed, "head")), "tags")
    mean = _unit(g, g.add("ReduceMean", x, g.constant(np.array([1])), keepdims=0))
    centred = g.add("Sub", mean, g.constant(state["centre"]))
    vector = _unit(g, g.add("MatMul", centred, g.constant(state["spread"])))
    g.nodes.append(helper.make_node("Identity", [tags], ["tags"]))
    g.nodes.append(helper.make_node("Identity", [vector], ["vector"]))
    inputs = [helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "length"])]
    outputs = [
        helper.make_tensor_value_info("tags", TensorProto.FLOAT, ["batch", "length", len(state["tags.bias"])]),
        helper.make_tensor_value_info("vector", TensorProto.FLOAT, ["batch", WIDTH]),
    ]
    graph = helper.make_graph(g.nodes, "briefing", inputs, outputs, g.constants)
    opsets = [helper.make_opsetid("", 20)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="briefing tools.train")


def _unit(g: Graph, x: str) -> str:
    return g.add("Div", x, g.add("ReduceL2", x, g.constant(np.array([-1])), keepdims=1))


def _layer(g: Graph, x: str, name: str) -> str:
    joined = g.linear(x, f"{name}.attend")
    shape = g.constant(np.array([0, 0, 3, HEADS, WIDTH // HEADS]))
    parts = g.add("Transpose", g.add("Reshape", joined, shape), perm=[2, 0, 3, 1, 4])
    query, key, value = (g.add("Gather", parts, g.constant(np.array(i)), axis=0) for i in range(3))
    query = g.add("Mul", query, g.floats((WIDTH // HEADS) ** -0.5))
    scores = g.add("MatMul", query, g.add("Transpose", key, perm=[0, 1, 3, 2]))
    heads = g.add("MatMul", g.add("Softmax", scores, axis=-1), value)
    seen = g.add("Reshape", g.add("Transpose", heads, perm=[0, 2, 1, 3]), g.constant(np.array([0, 0, WIDTH])))
    x = g.normal(g.add("Add", x, g.linear(seen, f"{name}.gather")), f"{name}.norm1")
    wide = g.add("Gelu", g.linear(x, f"{name}.widen"))
    return g.normal(g.add("Add", x, g.linear(wide, f"{name}.narrow")), f"{name}.norm2")


def levels_of(network: Network, examples: list[Example], strength: float = 0.5) -> State:
    """What each input channel of each linear layer is divided by, so that no channel drowns the others.

    The channel's division is made good in the weights (SmoothQuant, Xiao et al. 2023).

    Args:
        network: the trained network.
        examples: a few hundred training sentences.
        strength: how much of the range moves from activations to weights, 0 to 1.
    """
    tops: dict[str, torch.Tensor] = {}

    def hook(name: str) -> Any:
        def see(_: Any, inputs: tuple[torch.Tensor, ...]) -> None:
            top = inputs[0].detach().abs().flatten(0, -2).amax(0)
            tops[name] = torch.maximum(tops[name], top) if name in tops else top

        return see

    linear = {name: module for name, module in network.named_modules() if isinstance(module, torch.nn.Linear)}
    hooks = [module.register_forward_pre_hook(hook(name)) for name, module in linear.items()]
    network.eval()
    with torch.no_grad():
        for example in examples:
            network.read(torch.tensor([example.ids]), torch.tensor([0]))
    for handle in hooks:
        handle.remove()
    levels: State = {}
    for name, module in linear.items():
        weight = module.weight.detach().abs().amax(0).clamp(min=1e-5)
        level = tops[name].clamp(min=1e-5) ** strength / weight ** (1 - strength)
        levels[name] = (level / level.median()).clamp(0.02, 50).numpy().astype(np.float32)
    return levels
